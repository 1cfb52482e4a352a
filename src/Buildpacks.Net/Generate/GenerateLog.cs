using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Generate;

/// <summary>The log lines of the phase.</summary>
internal static partial class GenerateLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Running generate for extension {Extension}")]
    public static partial void Running(ILogger log, string extension);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Finished running generate for extension {Extension}")]
    public static partial void Finished(ILogger log, string extension);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Found {File} for processing")]
    public static partial void Found(ILogger log, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} command {Instruction} on line {Line} is not recommended")]
    public static partial void UnusualInstruction(ILogger log, string file, string instruction, int line);

    [LoggerMessage(Level = LogLevel.Information, Message = "No run metadata found at path \"{Path}\"")]
    public static partial void NoRunMetadata(ILogger log, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "new runtime base image '{Image}' not found in run metadata")]
    public static partial void UnknownRunImage(ILogger log, string image);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Updating analyzed metadata with new run image '{Image}'")]
    public static partial void NewRunImage(ILogger log, string image);
}
