using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Caching;

/// <summary>The next state of a cache image: written as a whole when it is committed.</summary>
internal sealed class ImageCacheUpdate(IImageStore images, ImageReference reference, Image? previous, string spoolDirectory)
    : ILayerCacheUpdate
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Digest, ImageLayer> _layers = [];

    public bool KeepsTars => false;

    public Task<bool> ReuseAsync(Digest diffId, CancellationToken cancellationToken = default)
    {
        if (previous?.FindLayer(diffId) is not { } layer)
        {
            return Task.FromResult(false);
        }

        AddLayer(layer);
        return Task.FromResult(true);
    }

    public StagedTar StageTar() => throw new InvalidOperationException("A cache image keeps no tars.");

    public Task AddTarAsync(StagedTar tar, Digest diffId, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("A cache image keeps no tars.");

    public Task AddTarFileAsync(string path, Digest diffId, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("A cache image keeps no tars.");

    /// <summary>Nothing to do: its layers are compressed.</summary>
    public void KeepCompressed(BuiltLayer layer, ILayerCompressor compressor)
    {
    }

    // As with layers of the previous image, whoever compressed it: sending it again is what costs.
    public Task<ImageLayer?> FindCompressedAsync(Digest diffId, ILayerCompressor compressor, CancellationToken cancellationToken = default) =>
        Task.FromResult(previous?.FindLayer(diffId) is { Descriptor: not null, Blob: not null } layer ? layer : null);

    public void AddLayer(ImageLayer layer)
    {
        lock (_lock)
        {
            _layers.TryAdd(layer.DiffId, layer);
        }
    }

    public async Task CommitAsync(CacheMetadata metadata, CancellationToken cancellationToken = default)
    {
        var empty = _layers.Count == 0 ? await WriteEmptyLayerAsync(cancellationToken).ConfigureAwait(false) : null;
        try
        {
            var layers = empty is null ? InOrder(metadata) : [empty.ToImageLayer()];
            var image = new NewImage { Layers = layers, Config = Describe(metadata, layers.Count) };
            await images.SaveAsync(image, reference, [], cancellationToken).ConfigureAwait(false);
        }
        catch (OciException fault)
        {
            throw CacheFault.NotWritten(reference.Name, fault);
        }
        finally
        {
            PosixFile.RemoveTree(empty?.Path ?? "");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Layers are prepared side by side; their order in the image is that of the metadata, so that equal caches are equal images.
    private List<ImageLayer> InOrder(CacheMetadata metadata)
    {
        var named = metadata.Buildpacks.SelectMany(buildpack => buildpack.Layers).Select(layer => layer.Sha).Append(metadata.Sbom);
        var digests = named.Select(sha => Digest.TryParse(sha, out var diffId) ? diffId : null).OfType<Digest>().Distinct();
        return [.. digests.Where(_layers.ContainsKey).Select(diffId => _layers[diffId])];
    }

    // Some registries refuse images without layers.
    private Task<BuiltLayer> WriteEmptyLayerAsync(CancellationToken cancellationToken) => new LayerWriter().WriteAsync(
        new EntryListLayerContent([]), $"{spoolDirectory}/{Guid.NewGuid():N}.layer", tarCopy: null, cancellationToken);

    private static ImageConfig Describe(CacheMetadata metadata, int layers) => new()
    {
        Os = "linux",
        Created = Timestamp.Reproducible,
        History = [.. Enumerable.Repeat(new HistoryEntry { Created = Timestamp.Reproducible }, layers)],
        Config = new ContainerConfig
        {
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [CacheMetadata.Name] = metadata.ToJson() },
        },
    };
}
