using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Build;

/// <summary>The log lines of the phase.</summary>
internal static partial class BuildLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Running build for buildpack {Buildpack}")]
    public static partial void Running(ILogger log, string buildpack);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Finished running build for buildpack {Buildpack}")]
    public static partial void Finished(ILogger log, string buildpack);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Setting aside {Layer}: it is not for build, launch or cache")]
    public static partial void SetAside(ILogger log, string layer);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Buildpack} writes a [[bom]] table, which is deprecated; it should write <layer>.sbom.<ext>, launch.sbom.<ext> or build.sbom.<ext>.")]
    public static partial void LegacyBom(ILogger log, string buildpack);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The Buildpack API of {Buildpack} has no working directory of processes. Ignoring working directory for process '{Type}'")]
    public static partial void WorkingDirectoryIgnored(ILogger log, string buildpack, string type);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "redefining the following default process type with a process not marked as default: {Type}")]
    public static partial void DefaultRedefined(ILogger log, string type);
}
