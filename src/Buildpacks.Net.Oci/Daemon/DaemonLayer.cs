using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Layers;

namespace Buildpacks.Net.Oci.Daemon;

/// <summary>
/// The tar of one layer of an image in a daemon. A daemon gives out whole images only, so this reads such an archive
/// until the layer has come by, and keeps one layer at a time in a file without a name.
/// </summary>
/// <param name="client">Asks the daemon.</param>
/// <param name="options">How, and where files may be.</param>
/// <param name="image">The image's ID.</param>
/// <param name="diffIds">The digests of all its layers.</param>
/// <param name="index">Which of them this is.</param>
internal sealed class DaemonLayer(
    DaemonClient client, DaemonOptions options, Digest image, IReadOnlyList<Digest> diffIds, int index) : IBlobSource
{
    /// <summary>The digests of all layers of the image that this one was found in.</summary>
    public IReadOnlyList<Digest> ImageDiffIds => diffIds;

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(CancellationToken cancellationToken = default)
    {
        var diffId = diffIds[index];
        var action = $"read layer {diffId} of image {image} in the daemon";
        var archive = await client.OpenAsync($"/images/{image}/get", action, cancellationToken).ConfigureAwait(false);
        using var reader = new TarReader(archive);
        try
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } entry)
            {
                if (entry.Type == TarEntryType.File && MayBeLayer(entry.Name, diffId)
                    && await TakeAsync(reader, diffId, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    return found;
                }
            }
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw new OciException(DaemonErrors.Unreachable, $"could not {action}: {error.Message.TrimEnd('.')}.", error);
        }

        throw new OciException(OciErrors.MissingBlob, $"could not {action}: it is not in what the daemon sends.");
    }

    // Older daemons write ID/layer.tar, newer ones blobs/sha256/DIFFID; podman writes DIFFID.tar.
    private static bool MayBeLayer(string name, Digest diffId) =>
        name.EndsWith("/layer.tar", StringComparison.Ordinal)
        || name == $"blobs/{diffId.Algorithm}/{diffId.Hex}"
        || name == $"{diffId.Hex}.tar";

    private async Task<FileStream?> TakeAsync(TarReader reader, Digest diffId, CancellationToken cancellationToken)
    {
        var spool = SpoolFile.Create(options.SpoolDirectory);
        try
        {
            using var hashing = new HashingStream(spool, leaveOpen: true);
            while (await reader.ReadContentAsync(cancellationToken).ConfigureAwait(false) is { IsEmpty: false } part)
            {
                await hashing.WriteAsync(part, cancellationToken).ConfigureAwait(false);
            }

            if (hashing.CurrentDigest == diffId)
            {
                spool.Position = 0;
                return spool;
            }
        }
        catch
        {
            await spool.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        await spool.DisposeAsync().ConfigureAwait(false);
        return null;
    }
}
