using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Lifecycle.Logging;

/// <summary>The names of log levels, as -log-level takes them.</summary>
internal static class LogLevels
{
    /// <summary>The least level to write; null for a name that is none. Capitals do not matter.</summary>
    public static LogLevel? Parse(string name) => name.ToLowerInvariant() switch
    {
        "debug" => LogLevel.Debug,
        "info" => LogLevel.Information,
        "warn" or "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        "fatal" => LogLevel.Critical,
        _ => null,
    };

    /// <summary>The name of a level.</summary>
    public static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        LogLevel.Critical => "fatal",
        _ => "info",
    };
}
