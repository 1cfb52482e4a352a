using System.Globalization;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Spec;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Lifecycle.Logging;

/// <summary>Puts a fault into one line for people: what was to be done, what went wrong, below what, and its code.</summary>
internal static class FaultReport
{
    /// <summary>Writes the line as an error; the stack only for those who debug.</summary>
    public static void Write(ILogger log, Exception fault, string? action = null)
    {
        var message = string.Join(": ", Messages(fault));
        var code = Code(fault);
        var prefix = action is null ? "" : $"failed to {action}: ";
        ProgramLog.Fault(log, code is null ? prefix + message : string.Create(CultureInfo.InvariantCulture, $"{prefix}{message} ({code})"));
        ProgramLog.FaultDetails(log, fault.ToString());
    }

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
            if (at is OciException or SpecException)
            {
                // These say all there is to say; what is below them says it again in other words.
                yield break;
            }
        }
    }

    private static string? Code(Exception fault) => fault switch
    {
        LifecycleException lifecycle => lifecycle.Code,
        SpecException spec => spec.Code,
        OciException oci => oci.Code,
        _ => null,
    };
}
