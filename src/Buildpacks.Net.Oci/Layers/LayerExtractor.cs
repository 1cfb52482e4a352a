using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>
/// Extracts layers to disk without ever leaving the folder they belong into: not through <c>..</c>, not through links.
/// Owners are not set; modes are, exactly; times are not.
/// </summary>
public static class LayerExtractor
{
    /// <summary>Extracts an archive. Reads the stream to its end, so that a verifying stream verifies.</summary>
    /// <param name="tar">The uncompressed archive.</param>
    /// <param name="options">Where and how.</param>
    /// <param name="cancellationToken">Cancels; what was extracted by then stays.</param>
    /// <exception cref="OciException">
    /// <see cref="OciErrors.UnsafeArchive"/>: an entry leads out of the folder; <see cref="OciErrors.InvalidTar"/>: the archive
    /// is malformed; <see cref="OciErrors.ContentMismatch"/>: the stream is not what was promised. What was extracted by
    /// then stays: the caller drops the folder.
    /// </exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static Task ExtractAsync(Stream tar, ExtractionOptions options, CancellationToken cancellationToken = default) =>
        Task.Factory.StartNew(
            () => ExtractAheadAsync(tar, options, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    // Stays on one thread, which may wait: reading ahead completes at once.
    private static async Task ExtractAheadAsync(Stream tar, ExtractionOptions options, CancellationToken cancellationToken)
    {
        var ahead = new AheadStream(tar, cancellationToken);
        await using var disposed = ahead.ConfigureAwait(false);
        using var reader = new TarReader(ahead, leaveOpen: true);
        var folder = new ExtractionFolder(options);
        var entries = new EntryExtractor(reader, folder);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } header)
        {
            cancellationToken.ThrowIfCancellationRequested();
            options.OnEntry?.Invoke(header);
            switch (options.Choose?.Invoke(header) ?? EntryExtraction.Whole)
            {
                case EntryExtraction.Whole:
                    await entries.ExtractAsync(header, cancellationToken).ConfigureAwait(false);
                    break;
                case EntryExtraction.WithoutContent:
                    entries.MakeEmpty(header);
                    break;
                default:
                    break;
            }
        }

        await reader.DrainAsync(cancellationToken).ConfigureAwait(false);
        folder.SetModes();
    }
}
