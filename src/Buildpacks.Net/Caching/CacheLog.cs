using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Caching;

/// <summary>The log lines of caches.</summary>
internal static partial class CacheLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Ignoring cache image \"{Name}\": {Reason}")]
    public static partial void ImageIgnored(ILogger log, string name, string reason);
}
