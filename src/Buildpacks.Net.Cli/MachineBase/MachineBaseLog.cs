using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>The log lines about the base that is made of this machine.</summary>
internal static partial class MachineBaseLog
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "This machine has no {What}, so the image has none: {Advice}, or build on another image with --run-image")]
    public static partial void MissingSystemFiles(ILogger log, string what, string advice);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The image lacks the library {Library}, which {File} needs: neither the application nor this machine has it")]
    public static partial void MissingLibrary(ILogger log, string library, string file);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Leaving {File} as it is: it is made for another kind of machine")]
    public static partial void ForeignFile(ILogger log, string file);

    [LoggerMessage(Level = LogLevel.Debug, Message = "This machine has no program {Program}; the application may bring it")]
    public static partial void MissingProgram(ILogger log, string program);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Could not use the cache of base layers: {Reason}")]
    public static partial void CacheUnusable(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Throwing away {File}, which is damaged")]
    public static partial void CacheDamaged(ILogger log, string file);
}
