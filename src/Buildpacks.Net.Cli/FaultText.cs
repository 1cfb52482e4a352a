using Buildpacks.Net.Oci;
using Buildpacks.Net.Spec;

namespace Buildpacks.Net.Cli;

/// <summary>Puts a fault into one line for people.</summary>
internal static class FaultText
{
    /// <summary>What went wrong, down to its cause, with the code at the end.</summary>
    public static string Of(Exception fault)
    {
        var message = string.Join(": ", Messages(fault));
        var shown = Redaction.OfUrls(LifecycleFlags.Translate(message));
        return Code(fault) is { } code ? $"{shown} ({code})" : shown;
    }

    /// <summary>The stable code of a fault; null when it has none.</summary>
    public static string? Code(Exception fault) => fault switch
    {
        CliException cli => cli.Code,
        LifecycleException lifecycle => lifecycle.Code,
        SpecException spec => spec.Code,
        OciException oci => oci.Code,
        _ => null,
    };

    private static IEnumerable<string> Messages(Exception fault)
    {
        var said = "";
        for (var at = fault; at is not null; at = at.InnerException)
        {
            var message = at.Message.TrimEnd();
            if (!said.Contains(message.TrimEnd('.'), StringComparison.Ordinal))
            {
                yield return at.InnerException is null ? message : message.TrimEnd('.');
            }

            said += message;
        }
    }
}
