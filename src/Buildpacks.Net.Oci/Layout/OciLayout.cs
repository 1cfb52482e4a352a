using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layout;

/// <summary>
/// One folder in the OCI image layout. Whoever reads it while it is written sees the old images or the new ones, whole:
/// blobs are renamed into place, and the index that names them comes last.
/// </summary>
public sealed class OciLayout
{
    private const string IndexFile = "index.json";
    private const string Indent = "   ";
    private readonly LayoutBlobs _blobs;

    /// <summary>Names a layout; nothing is read or made yet.</summary>
    /// <param name="directory">Its folder, which need not be there.</param>
    public OciLayout(string directory)
    {
        Directory = Path.GetFullPath(directory);
        _blobs = new LayoutBlobs(Directory);
    }

    /// <summary>The annotation that holds an image's name in a layout.</summary>
    public static string NameAnnotation => "org.opencontainers.image.ref.name";

    /// <summary>The folder's absolute path.</summary>
    public string Directory { get; }

    /// <summary>Reads the index; null when there is no layout here.</summary>
    /// <exception cref="OciException">The folder holds something else, or a damaged layout.</exception>
    public async Task<ImageIndex?> ReadIndexAsync(CancellationToken cancellationToken = default)
    {
        var path = $"{Directory}/{IndexFile}";
        if (PosixFile.TryStatus(path) is null)
        {
            return null;
        }

        await VerifyVersionAsync(cancellationToken).ConfigureAwait(false);
        using var file = PosixFile.OpenRead(path);
        var json = await PooledCopy.ReadDocumentAsync(file, JsonDocumentReader.MaximumSize, path, cancellationToken)
            .ConfigureAwait(false);
        return ImageIndex.Parse(json, MediaTypes.OciIndex, path);
    }

    /// <summary>Finds an image.</summary>
    /// <param name="reference">The name the image is to have.</param>
    /// <param name="name">Its name in the layout; null for any.</param>
    /// <param name="platform">Which image is meant where there are several; null for <see cref="Platform.Current"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="OciException">The layout is damaged.</exception>
    public async Task<Image?> FindAsync(
        ImageReference reference,
        string? name = null,
        Platform? platform = null,
        CancellationToken cancellationToken = default)
    {
        var index = await ReadIndexAsync(cancellationToken).ConfigureAwait(false);
        if (index is null)
        {
            return null;
        }

        var candidates = index.Manifests
            .Where(item => name is null || item.Annotations?.GetValueOrDefault(NameAnnotation) == name)
            .ToList();
        var found = await PlatformChoice.ChooseAsync(
            candidates, platform ?? Platform.Current, ReadIndexAsync, cancellationToken).ConfigureAwait(false);
        return found is null ? null : await ReadImageAsync(reference, found, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes an image under one or more names. Images of other names stay.</summary>
    /// <param name="image">The image.</param>
    /// <param name="names">Its names in the layout; with none it is written without a name.</param>
    /// <param name="sparse">Whether layers whose blob cannot be had are left out instead of being an error.</param>
    /// <param name="cancellationToken">Cancels; the layout is then as it was, apart from blobs nobody names.</param>
    /// <exception cref="OciException">
    /// A blob cannot be had, or is not what was promised; <see cref="OciErrors.UnwritableLayout"/>: the disk refuses.
    /// </exception>
    public async Task<SavedImage> SaveAsync(
        NewImage image,
        IReadOnlyList<string> names,
        bool sparse = false,
        CancellationToken cancellationToken = default)
    {
        try
        {
            return await WriteAsync(image, names, sparse, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new OciException(
                OciErrors.UnwritableLayout,
                $"could not write the image layout {Directory}: {fault.Message.TrimEnd('.')}; make room there, or let this user write to it.",
                fault);
        }
    }

    /// <summary>Removes blobs that no image of the layout names. Nobody may write to it meanwhile.</summary>
    /// <returns>How many bytes that freed.</returns>
    public async Task<long> RemoveUnnamedBlobsAsync(CancellationToken cancellationToken = default)
    {
        var index = await ReadIndexAsync(cancellationToken).ConfigureAwait(false);
        var named = new HashSet<Digest>();
        foreach (var descriptor in index?.Manifests ?? [])
        {
            await AddNamedAsync(descriptor, named, cancellationToken).ConfigureAwait(false);
        }

        return _blobs.RemoveExcept(named);
    }

    private async Task<SavedImage> WriteAsync(
        NewImage image, IReadOnlyList<string> names, bool sparse, CancellationToken cancellationToken)
    {
        var (config, manifest) = image.Assemble();
        var others = await OtherManifestsAsync(names, cancellationToken).ConfigureAwait(false);
        await _blobs.WriteLayersAsync(image.Layers, sparse, cancellationToken).ConfigureAwait(false);
        await _blobs.WriteAsync(manifest.Config, new MemoryBlob(config), cancellationToken).ConfigureAwait(false);
        await _blobs.WriteAsync(manifest.Descriptor, new MemoryBlob(manifest.Raw), cancellationToken)
            .ConfigureAwait(false);

        await AtomicFile.WriteAsync($"{Directory}/{LayoutMarker.File}", LayoutMarker.Write(), cancellationToken)
            .ConfigureAwait(false);
        var named = names.Count == 0 ? [manifest.Descriptor] : names.Select(name => Named(manifest.Descriptor, name));
        var index = ManifestWriter.WriteIndex(MediaTypes.OciIndex, [.. others, .. named], Indent);
        await AtomicFile.WriteAsync($"{Directory}/{IndexFile}", index, cancellationToken).ConfigureAwait(false);
        return new SavedImage($"{Directory}@{manifest.Digest}", manifest.Config.Digest)
        {
            ManifestDigest = manifest.Digest,
            ManifestSize = manifest.Raw.Length,
        };
    }

    private static Descriptor Named(Descriptor manifest, string name) =>
        manifest with { Annotations = new Dictionary<string, string> { [NameAnnotation] = name } };

    private async Task VerifyVersionAsync(CancellationToken cancellationToken)
    {
        var path = $"{Directory}/{LayoutMarker.File}";
        if (PosixFile.TryStatus(path) is null)
        {
            throw new OciException(OciErrors.InvalidLayout, $"could not read the image layout {Directory}: {LayoutMarker.File} is missing.");
        }

        using var file = PosixFile.OpenRead(path);
        var json = await PooledCopy.ReadDocumentAsync(file, JsonDocumentReader.MaximumSize, path, cancellationToken)
            .ConfigureAwait(false);
        LayoutMarker.Verify(json, path, Directory);
    }

    private async Task<IReadOnlyList<Descriptor>> OtherManifestsAsync(
        IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var index = await ReadIndexAsync(cancellationToken).ConfigureAwait(false);
        return [.. (index?.Manifests ?? []).Where(item =>
            item.Annotations?.GetValueOrDefault(NameAnnotation) is { } other && !names.Contains(other))];
    }

    private async Task<ImageIndex> ReadIndexAsync(Descriptor descriptor, CancellationToken cancellationToken)
    {
        var json = await _blobs.ReadDocumentAsync(descriptor, cancellationToken).ConfigureAwait(false);
        return ImageIndex.Parse(json, descriptor.MediaType, _blobs.PathOf(descriptor.Digest));
    }

    private async Task<Image> ReadImageAsync(
        ImageReference reference, Descriptor descriptor, CancellationToken cancellationToken)
    {
        var subject = $"{Directory}@{descriptor.Digest}";
        var json = await _blobs.ReadDocumentAsync(descriptor, cancellationToken).ConfigureAwait(false);
        var manifest = ImageManifest.Parse(json, descriptor.MediaType, subject);
        var config = ImageConfig.Parse(
            await _blobs.ReadDocumentAsync(manifest.Config, cancellationToken).ConfigureAwait(false), subject);
        return new Image
        {
            Reference = reference,
            Identifier = subject,
            Manifest = manifest,
            Config = config,
            Layers = ImageLayerList.Create(manifest, config, null, subject, _blobs.TryOpen),
        };
    }

    private async Task AddNamedAsync(Descriptor descriptor, HashSet<Digest> named, CancellationToken cancellationToken)
    {
        if (!named.Add(descriptor.Digest) || _blobs.TryOpen(descriptor) is null)
        {
            return;
        }

        if (MediaTypes.IsIndex(descriptor.MediaType))
        {
            var json = await _blobs.ReadDocumentAsync(descriptor, cancellationToken).ConfigureAwait(false);
            foreach (var item in ImageIndex.Parse(json, descriptor.MediaType, Directory).Manifests)
            {
                await AddNamedAsync(item, named, cancellationToken).ConfigureAwait(false);
            }
        }
        else if (MediaTypes.IsManifest(descriptor.MediaType))
        {
            var json = await _blobs.ReadDocumentAsync(descriptor, cancellationToken).ConfigureAwait(false);
            var manifest = ImageManifest.Parse(json, descriptor.MediaType, Directory);
            named.UnionWith([manifest.Config.Digest, .. manifest.Layers.Select(layer => layer.Digest)]);
        }
    }
}
