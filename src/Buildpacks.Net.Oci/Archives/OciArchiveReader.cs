using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;

namespace Buildpacks.Net.Oci.Archives;

/// <summary>Reads images out of an archive that is an OCI image layout.</summary>
internal sealed class OciArchiveReader(ArchiveIndex archive)
{
    /// <summary>The document that names the images.</summary>
    public const string IndexFile = "index.json";

    /// <summary>Where a blob is in an archive.</summary>
    public static string PlaceOf(Digest digest) => $"blobs/{digest.Algorithm}/{digest.Hex}";

    /// <summary>Finds an image; null when there is none of that name, or none for that platform.</summary>
    public async Task<Image?> FindAsync(ImageReference reference, Platform platform, CancellationToken cancellationToken)
    {
        var index = await ReadRootAsync(cancellationToken).ConfigureAwait(false);
        var found = await PlatformChoice.ChooseAsync(
            CandidatesFor(reference, index), platform, ReadIndexAsync, cancellationToken).ConfigureAwait(false);
        return found is null ? null : await ReadImageAsync(reference, found, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The names of the images.</summary>
    public async Task<IReadOnlyList<string>> ReadNamesAsync(CancellationToken cancellationToken)
    {
        var index = await ReadRootAsync(cancellationToken).ConfigureAwait(false);
        return [.. index.Manifests.SelectMany(NamesOf).Distinct()];
    }

    private async Task<ImageIndex> ReadRootAsync(CancellationToken cancellationToken)
    {
        var marker = await archive.ReadDocumentAsync(LayoutMarker.File, cancellationToken).ConfigureAwait(false);
        LayoutMarker.Verify(marker, $"{archive.Path}: {LayoutMarker.File}", archive.Path);
        var json = await archive.ReadDocumentAsync(IndexFile, cancellationToken).ConfigureAwait(false);
        return ImageIndex.Parse(json, MediaTypes.OciIndex, $"{archive.Path}: {IndexFile}");
    }

    private static List<Descriptor> CandidatesFor(ImageReference reference, ImageIndex index)
    {
        if (reference.Digest is { } digest)
        {
            return [.. index.Manifests.Where(item => item.Digest == digest)];
        }

        var named = index.Manifests.Where(item => NamesOf(item).Any(name => ArchiveName.Matches(name, reference))).ToList();
        var nameless = index.Manifests.All(item => !NamesOf(item).Any());
        return named.Count == 0 && nameless ? [.. index.Manifests] : named;
    }

    private static IEnumerable<string> NamesOf(Descriptor item)
    {
        // The full name is exact; the other may be no more than a tag, which images of several names can share.
        var name = item.Annotations?.GetValueOrDefault(ArchiveName.FullNameAnnotation)
            ?? item.Annotations?.GetValueOrDefault(OciLayout.NameAnnotation);
        return string.IsNullOrEmpty(name) ? [] : [name];
    }

    private async Task<ImageIndex> ReadIndexAsync(Descriptor descriptor, CancellationToken cancellationToken)
    {
        var json = await ReadDocumentAsync(descriptor, cancellationToken).ConfigureAwait(false);
        return ImageIndex.Parse(json, descriptor.MediaType, $"{archive.Path}: {PlaceOf(descriptor.Digest)}");
    }

    private async Task<Image> ReadImageAsync(
        ImageReference reference, Descriptor descriptor, CancellationToken cancellationToken)
    {
        var subject = $"{archive.Path}@{descriptor.Digest}";
        var json = await ReadDocumentAsync(descriptor, cancellationToken).ConfigureAwait(false);
        var manifest = ImageManifest.Parse(json, descriptor.MediaType, subject);
        var config = ImageConfig.Parse(
            await ReadDocumentAsync(manifest.Config, cancellationToken).ConfigureAwait(false), subject);
        return new Image
        {
            Reference = reference,
            Identifier = subject,
            Manifest = manifest,
            Config = config,
            Layers = ImageLayerList.Create(manifest, config, null, subject, OpenLayer),
        };
    }

    private ArchiveBlob? OpenLayer(Descriptor descriptor) =>
        MediaTypes.IsForeignLayer(descriptor.MediaType) && archive.Find(PlaceOf(descriptor.Digest)) is null
            ? null
            : Open(descriptor);

    private async Task<byte[]> ReadDocumentAsync(Descriptor descriptor, CancellationToken cancellationToken)
    {
        var stream = await Open(descriptor).OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return await PooledCopy.ReadDocumentAsync(
                stream,
                JsonDocumentReader.MaximumSize,
                $"{archive.Path}: {PlaceOf(descriptor.Digest)}",
                cancellationToken).ConfigureAwait(false);
        }
    }

    private ArchiveBlob Open(Descriptor descriptor)
    {
        var place = PlaceOf(descriptor.Digest);
        var entry = archive.Get(place);
        return entry.Size == descriptor.Size
            ? new ArchiveBlob(archive.Path, entry.Offset, descriptor)
            : throw new OciException(
                OciErrors.ContentMismatch,
                $"could not read {archive.Path}: {place} has {entry.Size} bytes instead of {descriptor.Size}.");
    }
}
