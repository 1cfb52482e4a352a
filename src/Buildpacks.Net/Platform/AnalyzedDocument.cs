using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Platform;

/// <summary>Reads analyzed.toml where it need not be there.</summary>
internal static partial class AnalyzedDocument
{
    /// <summary>Reads the document; one that is not there says nothing, which is told.</summary>
    /// <exception cref="DocumentException">It is there and cannot be read.</exception>
    public static async Task<AnalyzedToml> ReadAsync(string? path, ILogger log, CancellationToken cancellationToken)
    {
        if (path is not null && !IsMissing(path))
        {
            return await AnalyzedToml.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        }

        Missing(log, path ?? "");
        return new AnalyzedToml();
    }

    /// <summary>Whether there is nothing at the path. A file where a folder should be is another fault, which reading will tell.</summary>
    private static bool IsMissing(string path)
    {
        try
        {
            using var handle = PosixFile.OpenHandle(path, LibC.OpenReadOnly | LibC.OpenNonBlocking, 0);
            return false;
        }
        catch (PosixException fault)
        {
            return fault.Error == LibC.NoSuchEntry;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No analyzed metadata found at path \"{Path}\"")]
    private static partial void Missing(ILogger log, string path);
}
