using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Oci.Registry;

/// <summary>The log lines about registries.</summary>
internal static partial class RegistryLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Trying again in {Milliseconds} ms to {Action}: {Reason}")]
    public static partial void Retrying(ILogger log, string action, double milliseconds, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Using {Scheme} for registry {Registry}")]
    public static partial void SchemeChosen(ILogger log, string registry, string scheme);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Blob} is already in {Repository}")]
    public static partial void BlobPresent(ILogger log, string blob, string repository);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Mounted {Blob} from {Source} into {Repository}")]
    public static partial void BlobMounted(ILogger log, string blob, string source, string repository);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Uploaded {Blob} ({Size} bytes) to {Repository}")]
    public static partial void BlobUploaded(ILogger log, string blob, long size, string repository);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Resuming the upload of {Blob} at byte {Offset}")]
    public static partial void UploadResumed(ILogger log, string blob, long offset);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Resuming the download of {Blob} at byte {Offset}")]
    public static partial void DownloadResumed(ILogger log, string blob, long offset);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Image} already is {Digest}")]
    public static partial void ImagePresent(ILogger log, string image, string digest);
}
