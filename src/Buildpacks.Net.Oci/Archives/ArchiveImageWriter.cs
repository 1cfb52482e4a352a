using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Archives;

/// <summary>
/// Writes one image into an archive that is an OCI image layout and a Docker archive at once: both name the same blobs.
/// Small documents come first, so that they are found without reading layers.
/// </summary>
internal sealed class ArchiveImageWriter
{
    private const uint FileMode = 0x1A4; // 0644
    private const uint DirectoryMode = 0x1ED; // 0755
    private static readonly FileOwner Owner = new(0, 0);
    private readonly IReadOnlyList<ImageLayer> _layers;
    private readonly IReadOnlyList<ImageReference> _names;
    private readonly ReadOnlyMemory<byte> _config;

    /// <summary>Prepares an image's documents.</summary>
    /// <param name="image">The image.</param>
    /// <param name="names">Its names, each with a tag.</param>
    /// <exception cref="OciException">A layer has no compressed form, or its content cannot be had.</exception>
    public ArchiveImageWriter(NewImage image, IReadOnlyList<ImageReference> names)
    {
        (_config, Manifest) = image.Assemble();
        _layers = [.. image.Layers.DistinctBy(layer => layer.Descriptor!.Digest)];
        _names = names;
        if (_layers.FirstOrDefault(layer => layer.Blob is null) is { } absent)
        {
            throw new OciException(
                OciErrors.MissingBlob,
                $"could not write layer {absent.DiffId} to an archive: its content is not in the place it was found in.");
        }
    }

    /// <summary>The image's manifest.</summary>
    public ImageManifest Manifest { get; }

    /// <summary>Writes the file. It is there whole, or as it was before.</summary>
    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        PosixFile.MakeDirectories(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        try
        {
            using (var file = PosixFile.Create(temporary, 0x1B6))
            {
                await WriteEntriesAsync(new TarWriter(file, modified: 0), cancellationToken).ConfigureAwait(false);
                PosixFile.Sync(file.SafeFileHandle, temporary);
            }

            PosixFile.Rename(temporary, path);
        }
        finally
        {
            PosixFile.RemoveTree(temporary);
        }
    }

    private async Task WriteEntriesAsync(TarWriter tar, CancellationToken cancellationToken)
    {
        tar.WriteFile(LayoutMarker.File, FileMode, Owner, LayoutMarker.Write());
        tar.WriteFile(OciArchiveReader.IndexFile, FileMode, Owner, IndexJson());
        tar.WriteFile(DockerManifest.File, FileMode, Owner, DockerManifestJson());
        WriteFolders(tar);
        tar.WriteFile(OciArchiveReader.PlaceOf(Manifest.Config.Digest), FileMode, Owner, _config.Span);
        tar.WriteFile(OciArchiveReader.PlaceOf(Manifest.Digest), FileMode, Owner, Manifest.Raw.Span);
        foreach (var layer in _layers)
        {
            await WriteLayerAsync(tar, layer.Descriptor!, layer.Blob!, cancellationToken).ConfigureAwait(false);
        }

        tar.Complete();
    }

    private byte[] IndexJson() => ManifestWriter.WriteIndex(MediaTypes.OciIndex, [.. _names.Select(name => Manifest.Descriptor with
    {
        Annotations = new Dictionary<string, string>
        {
            [ArchiveName.FullNameAnnotation] = ArchiveName.Full(name),
            [OciLayout.NameAnnotation] = ArchiveName.Familiar(name),
        },
    })]);

    private byte[] DockerManifestJson() => new DockerManifest(
        OciArchiveReader.PlaceOf(Manifest.Config.Digest),
        [.. _names.Select(ArchiveName.Familiar)],
        [.. Manifest.Layers.Select(layer => OciArchiveReader.PlaceOf(layer.Digest))]).ToJson();

    private void WriteFolders(TarWriter tar)
    {
        tar.WriteDirectory("blobs/", DirectoryMode, Owner);
        var algorithms = _layers.Select(layer => layer.Descriptor!.Digest.Algorithm).Prepend(Manifest.Digest.Algorithm);
        foreach (var algorithm in algorithms.Distinct().Order(StringComparer.Ordinal))
        {
            tar.WriteDirectory($"blobs/{algorithm}/", DirectoryMode, Owner);
        }
    }

    private static async Task WriteLayerAsync(
        TarWriter tar, Descriptor descriptor, IBlobSource source, CancellationToken cancellationToken)
    {
        var header = new TarHeader(TarEntryType.File, OciArchiveReader.PlaceOf(descriptor.Digest), FileMode, 0, 0)
        {
            Size = descriptor.Size,
        };
        var stream = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        var verified = stream as VerifiedStream
            ?? new VerifiedStream(stream, descriptor.Digest, descriptor.Size, $"blob {descriptor.Digest}");
        await using (verified.ConfigureAwait(false))
        {
            await tar.WriteFileAsync(header, verified, cancellationToken).ConfigureAwait(false);
        }
    }
}
