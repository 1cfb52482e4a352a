using Buildpacks.Net.Oci.Images;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Analyze;

/// <summary>The log lines of the phase.</summary>
internal static partial class AnalyzeLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Image with name \"{Image}\" not found")]
    public static partial void ImageNotFound(ILogger log, string image);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Found image \"{Image}\" with identifier \"{Identifier}\"")]
    public static partial void ImageFound(ILogger log, string image, string identifier);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not using the previous image \"{Image}\": {Reason}")]
    public static partial void PreviousImageDamaged(ILogger log, ImageReference image, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Restoring data for SBOM from previous image")]
    public static partial void RestoringSbom(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not restoring the software bills of materials of the previous image: {Reason}")]
    public static partial void SbomDropped(ILogger log, string reason);
}
