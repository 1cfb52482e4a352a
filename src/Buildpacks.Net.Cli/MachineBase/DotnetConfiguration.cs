using System.Text.Json;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>What the <c>*.runtimeconfig.json</c> files of .NET programs say about their libraries.</summary>
internal static class DotnetConfiguration
{
    private const string Ending = ".runtimeconfig.json";
    private const int LargestFile = 1024 * 1024;

    /// <summary>
    /// Whether there are .NET programs among the files, and all of them have <c>System.Globalization.Invariant</c> set.
    /// Programs without such a file, and settings in the environment, are not known here.
    /// </summary>
    public static bool AreInvariant(IEnumerable<string> paths)
    {
        var answers = paths.Where(path => path.EndsWith(Ending, StringComparison.Ordinal)).Select(IsInvariant)
            .Where(answer => answer is not null).ToList();
        return answers.Count > 0 && answers.TrueForAll(answer => answer == true);
    }

    /// <summary>Null when the file does not configure a program: a runtime has such a file too.</summary>
    private static bool? IsInvariant(string path)
    {
        try
        {
            using var stream = PosixFile.OpenRead(path);
            if (stream.Length > LargestFile)
            {
                return false;
            }

            using var document = JsonDocument.Parse(stream);
            if (!document.RootElement.TryGetProperty("runtimeOptions", out var options)
                || !(options.TryGetProperty("framework", out _)
                    || options.TryGetProperty("frameworks", out _)
                    || options.TryGetProperty("includedFrameworks", out _)))
            {
                return null;
            }

            return options.TryGetProperty("configProperties", out var properties)
                && properties.TryGetProperty("System.Globalization.Invariant", out var value)
                && value.ValueKind == JsonValueKind.True;
        }
        catch (Exception fault) when (fault is IOException or JsonException or InvalidOperationException)
        {
            // A file that is not what it should be configures nothing: the library is taken.
            return false;
        }
    }
}
