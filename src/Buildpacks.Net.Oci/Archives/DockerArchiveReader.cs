using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Oci.Archives;

/// <summary>
/// Reads images out of Docker's archives, as <c>docker save</c> writes them. Such an archive promises the digests of
/// uncompressed layers only; those of compressed layers are computed.
/// </summary>
internal sealed class DockerArchiveReader(ArchiveIndex archive)
{
    private const int MagicLength = 4;

    private string Subject => $"{archive.Path}: {DockerManifest.File}";

    /// <summary>Finds an image; null when there is none of that name.</summary>
    public async Task<Image?> FindAsync(ImageReference reference, CancellationToken cancellationToken)
    {
        var images = await ReadManifestAsync(cancellationToken).ConfigureAwait(false);
        foreach (var image in images.Where(image => MayBe(image, reference, images.Count)))
        {
            var config = await ReadConfigAsync(image, cancellationToken).ConfigureAwait(false);
            var id = Digest.Sha256(config);
            if (reference.Digest is null || reference.Digest == id)
            {
                return await ReadImageAsync(reference, image, id, config, cancellationToken).ConfigureAwait(false);
            }
        }

        return null;
    }

    /// <summary>The names of the images.</summary>
    public async Task<IReadOnlyList<string>> ReadNamesAsync(CancellationToken cancellationToken)
    {
        var images = await ReadManifestAsync(cancellationToken).ConfigureAwait(false);
        return [.. images.SelectMany(image => image.Tags).Distinct()];
    }

    private async Task<IReadOnlyList<DockerManifest>> ReadManifestAsync(CancellationToken cancellationToken)
    {
        var json = await archive.ReadDocumentAsync(DockerManifest.File, cancellationToken).ConfigureAwait(false);
        return DockerManifest.Parse(json, Subject);
    }

    private static bool MayBe(DockerManifest image, ImageReference reference, int count) =>
        reference.Digest is not null
        || image.Tags.Any(tag => ImageReference.TryParse(tag, out var other) && other == reference)
        || (image.Tags.Count == 0 && count == 1);

    private async Task<byte[]> ReadConfigAsync(DockerManifest image, CancellationToken cancellationToken)
    {
        var config = await archive.ReadDocumentAsync(image.Config, cancellationToken).ConfigureAwait(false);
        var id = Digest.Sha256(config);

        // Tools name the file by its digest in one form or another; a name that is no digest promises nothing.
        var name = image.Config[(image.Config.LastIndexOf('/') + 1)..].Replace("sha256:", string.Empty, StringComparison.Ordinal);
        var hex = name.EndsWith(".json", StringComparison.Ordinal) ? name[..^".json".Length] : name;
        return Digest.TryParse($"sha256:{hex}", out var promised) && promised != id
            ? throw new OciException(
                OciErrors.ContentMismatch, $"could not read {archive.Path}: the digest of {image.Config} is {id}.")
            : config;
    }

    private async Task<Image> ReadImageAsync(
        ImageReference reference, DockerManifest image, Digest id, byte[] json, CancellationToken cancellationToken)
    {
        var subject = $"{archive.Path}@{id}";
        var config = ImageConfig.Parse(json, subject);
        if (image.Layers.Count != config.DiffIds.Count)
        {
            throw new OciException(
                OciErrors.InvalidDocument,
                $"could not read {Subject}: it names {image.Layers.Count} layers, the config {config.DiffIds.Count}.");
        }

        var history = ImageLayerList.HistoryOf(config);
        var layers = new List<ImageLayer>(image.Layers.Count);
        for (var i = 0; i < image.Layers.Count; i++)
        {
            var layer = await ReadLayerAsync(image.Layers[i], config.DiffIds[i], cancellationToken).ConfigureAwait(false);
            layers.Add(layer with { History = history?[i] });
        }

        return new Image { Reference = reference, Identifier = subject, Config = config, Layers = layers };
    }

    private async Task<ImageLayer> ReadLayerAsync(string name, Digest diffId, CancellationToken cancellationToken)
    {
        var entry = archive.Get(name);
        var mediaType = await MediaTypeOfAsync(entry, cancellationToken).ConfigureAwait(false);
        if (mediaType == MediaTypes.DockerLayer)
        {
            var tar = new ArchiveBlob(archive.Path, entry.Offset, new Descriptor(mediaType, diffId, entry.Size));
            return new ImageLayer(diffId) { Descriptor = tar.Descriptor, Blob = tar, Tar = tar };
        }

        var digest = await DigestOfAsync(entry, cancellationToken).ConfigureAwait(false);
        var blob = new ArchiveBlob(archive.Path, entry.Offset, new Descriptor(mediaType, digest, entry.Size));
        return new ImageLayer(diffId) { Descriptor = blob.Descriptor, Blob = blob };
    }

    private async Task<string> MediaTypeOfAsync(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        var stream = archive.Open(entry);
        await using (stream.ConfigureAwait(false))
        {
            var magic = new byte[MagicLength];
            await stream.ReadAtLeastAsync(magic, MagicLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return magic switch
            {
                [0x1F, 0x8B, ..] => MediaTypes.DockerLayerGzip,
                [0x28, 0xB5, 0x2F, 0xFD] => MediaTypes.DockerLayerZstd,
                _ => MediaTypes.DockerLayer,
            };
        }
    }

    private async Task<Digest> DigestOfAsync(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        var stream = archive.Open(entry);
        await using (stream.ConfigureAwait(false))
        {
            using var hashing = new HashingStream(Stream.Null);
            await PooledCopy.CopyAsync(stream, hashing, cancellationToken).ConfigureAwait(false);
            return hashing.CurrentDigest;
        }
    }
}
