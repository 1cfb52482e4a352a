using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Restore;

/// <summary>The log lines of the phase.</summary>
internal static partial class RestoreLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Restoring metadata for \"{Layer}\" from app image")]
    public static partial void MetadataFromImage(ILogger log, string layer);

    [LoggerMessage(Level = LogLevel.Information, Message = "Restoring metadata for \"{Layer}\" from cache")]
    public static partial void MetadataFromCache(ILogger log, string layer);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Not restoring metadata for \"{Layer}\": {Reason}")]
    public static partial void NoMetadata(ILogger log, string layer, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Restoring data for \"{Layer}\" from cache")]
    public static partial void Data(ILogger log, string layer);

    [LoggerMessage(Level = LogLevel.Information, Message = "Removing \"{Layer}\": {Reason}")]
    public static partial void Removing(ILogger log, string layer, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Skipping restore for layer {Layer}: {Reason}")]
    public static partial void Skipping(ILogger log, string layer, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Restoring data for SBOM from cache")]
    public static partial void Sbom(ILogger log);

    [LoggerMessage(Level = LogLevel.Information, Message = "Skipping buildpack layer analysis")]
    public static partial void SkippingLayers(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not using analyzed data, usable file not found: {Reason}")]
    public static partial void NoAnalyzed(ILogger log, string reason);
}
