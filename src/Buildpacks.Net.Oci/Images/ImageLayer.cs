using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Images;

/// <summary>
/// One layer of an image: at rest in a store, or freshly built in a spool file. It can say everything that is needed to
/// put it into another image: skip it when the destination has it, mount it from its repository, or send its bytes.
/// </summary>
/// <param name="DiffId">The digest of the uncompressed tar.</param>
public sealed record ImageLayer(Digest DiffId)
{
    /// <summary>Names the layer's blob. Null in a daemon, which knows only uncompressed layers.</summary>
    public Descriptor? Descriptor { get; init; }

    /// <summary>The bytes that <see cref="Descriptor"/> names. Null when they cannot be had (daemon, sparse layout).</summary>
    public IBlobSource? Blob { get; init; }

    /// <summary>
    /// The uncompressed tar, where it can be had without decompressing <see cref="Blob"/>: in a daemon or in a cache.
    /// </summary>
    public IBlobSource? Tar { get; init; }

    /// <summary>An image in a registry that holds the blob, so that it can be mounted from there; null otherwise.</summary>
    public ImageReference? Origin { get; init; }

    /// <summary>The entry of the config's history that tells how this layer came to be; null when unknown.</summary>
    public HistoryEntry? History { get; init; }

    /// <summary>Opens the uncompressed tar. Reading it to the end verifies the diffID.</summary>
    /// <exception cref="OciException">The content cannot be had, is not what was promised, or its compression is unknown.</exception>
    public async Task<Stream> OpenTarAsync(CancellationToken cancellationToken = default)
    {
        var source = Tar ?? (Descriptor is not null && Blob is not null ? new DecompressedBlob(Blob, Descriptor) : null)
            ?? throw new OciException(
                OciErrors.MissingBlob, $"could not read layer {DiffId}: its content is not in the place it was found in.");
        var stream = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        return new VerifiedStream(stream, DiffId, size: null, $"layer {DiffId}");
    }
}
