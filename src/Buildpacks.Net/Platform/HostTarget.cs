using System.Runtime.InteropServices;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Platform;

/// <summary>Fills in what the run image does not say of itself from the machine of the build (Buildpack API, targets).</summary>
internal static partial class HostTarget
{
    private const string OsRelease = "/etc/os-release";

    /// <summary>This machine's architecture as images name it.</summary>
    public static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        var other => other.ToString().ToLowerInvariant(),
    };

    /// <summary>The target itself when it names a distribution, else with its gaps filled.</summary>
    public static async Task<TargetMetadata> CompleteAsync(
        TargetMetadata? target, ILogger log, CancellationToken cancellationToken, string osRelease = OsRelease)
    {
        target ??= new TargetMetadata();
        if (target.Distro is not null)
        {
            return target;
        }

        Reading(log, osRelease);
        return target with
        {
            Os = target.Os.Length > 0 ? target.Os : "linux",
            Arch = target.Arch.Length > 0 ? target.Arch : Architecture,
            Distro = await ReadDistroAsync(osRelease, log, cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<DistroInfo?> ReadDistroAsync(string osRelease, ILogger log, CancellationToken cancellationToken)
    {
        try
        {
            return PosixFile.TryStatus(osRelease) is null
                ? null
                : Parse(await DocumentFile.ReadTextAsync(osRelease, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception fault) when (fault is IOException or DocumentException)
        {
            Unreadable(log, osRelease, fault.Message);
            return null;
        }
    }

    private static DistroInfo? Parse(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            if (line.Split('=') is [var key, var value])
            {
                values.TryAdd(key, value.Trim().Trim('"', '\'', ' '));
            }
        }

        var distro = new DistroInfo(values.GetValueOrDefault("ID", ""), values.GetValueOrDefault("VERSION_ID", ""));
        return distro.Name.Length + distro.Version.Length == 0 ? null : distro;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "target distro name/version labels not found, reading {File} file")]
    private static partial void Reading(ILogger log, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Encountered error trying to read {File} file: {Reason}")]
    private static partial void Unreadable(ILogger log, string file, string reason);
}
