using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Lifecycle.Logging;

/// <summary>The lines the executable itself writes.</summary>
internal static partial class ProgramLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Version}")]
    public static partial void Version(ILogger log, string version);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "'{Argument}' comes after the first positional argument and is not read as a flag; put flags first.")]
    public static partial void LateFlag(ILogger log, string argument);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Fault}")]
    public static partial void Fault(ILogger log, string fault);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Details}")]
    public static partial void FaultDetails(ILogger log, string details);

    [LoggerMessage(Level = LogLevel.Information, Message = "===> {Phase}")]
    public static partial void Phase(ILogger log, string phase);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Platform requested experimental feature '{Feature}'")]
    public static partial void Experimental(ILogger log, string feature);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No cached data will be used, no cache specified.")]
    public static partial void NoCache(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ignoring invalid {Variable}")]
    public static partial void BadEpoch(ILogger log, string variable);
}
