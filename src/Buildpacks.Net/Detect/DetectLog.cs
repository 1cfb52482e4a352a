using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Detect;

/// <summary>The log lines of the phase.</summary>
internal static partial class DetectLog
{
    [LoggerMessage(Message = "{Text}")]
    public static partial void Line(ILogger log, LogLevel level, string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Platform requested experimental feature '{Feature}'")]
    public static partial void Experimental(ILogger log, string feature);

    [LoggerMessage(Level = LogLevel.Error, Message = "No buildpack groups passed detection.")]
    public static partial void NothingPassed(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "Please check that you are running against the correct path.")]
    public static partial void CheckThePath(ILogger log);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Putting {Before} system buildpacks before and {After} behind a group")]
    public static partial void SystemBuildpacks(ILogger log, int before, int after);
}
