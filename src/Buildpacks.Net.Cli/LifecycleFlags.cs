using System.Text.RegularExpressions;

namespace Buildpacks.Net.Cli;

/// <summary>Phases name flags as the lifecycle's executable has them, <c>-force</c>; here they have two dashes.</summary>
internal static partial class LifecycleFlags
{
    /// <summary>A message of a phase with the flags as they are here.</summary>
    public static string Translate(string message) => Flag().Replace(message, "--$1");

    [GeneratedRegex(@"(?<![\w-])-(force|run-image)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Flag();
}
