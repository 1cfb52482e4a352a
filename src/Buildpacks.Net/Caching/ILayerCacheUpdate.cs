using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;

namespace Buildpacks.Net.Caching;

/// <summary>
/// The next state of a cache, in the making. What is not added or reused is not in it. Safe for concurrent use.
/// Disposing it uncommitted leaves the cache as it was.
/// </summary>
public interface ILayerCacheUpdate : IAsyncDisposable
{
    /// <summary>Whether layers are kept as uncompressed tars (<see cref="StageTar"/>) rather than as layers of an image.</summary>
    bool KeepsTars { get; }

    /// <summary>Takes over a layer from the present state. False when it is not there, or not intact.</summary>
    Task<bool> ReuseAsync(Digest diffId, CancellationToken cancellationToken = default);

    /// <summary>Begins a layer: its tar is written to what is returned. Faults of the disk show in <see cref="AddTarAsync"/>.</summary>
    StagedTar StageTar();

    /// <summary>Adds a layer whose tar is written.</summary>
    /// <exception cref="LifecycleException"><see cref="CacheFault.Unwritable"/>.</exception>
    Task AddTarAsync(StagedTar tar, Digest diffId, CancellationToken cancellationToken = default);

    /// <summary>Adds a layer whose tar is a file already, which keeps its name and is not written to any more.</summary>
    /// <exception cref="LifecycleException"><see cref="CacheFault.Unwritable"/>.</exception>
    Task AddTarFileAsync(string path, Digest diffId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps the compressed form of a layer that was added or reused, so that the next image with that layer needs no compression.
    /// At most one form of a layer is kept. What cannot be kept is compressed again then.
    /// </summary>
    void KeepCompressed(BuiltLayer layer, ILayerCompressor compressor);

    /// <summary>Finds, and verifies, the compressed form of a layer in the present state.</summary>
    /// <returns>The layer as part of an image; null when its form as this compressor gives it is not there, or not intact.</returns>
    Task<ImageLayer?> FindCompressedAsync(Digest diffId, ILayerCompressor compressor, CancellationToken cancellationToken = default);

    /// <summary>Adds a layer of an image.</summary>
    void AddLayer(ImageLayer layer);

    /// <summary>
    /// Makes this the cache's state: a reader sees the old state or the new, whenever the process or the machine stops.
    /// </summary>
    /// <exception cref="LifecycleException"><see cref="CacheFault.Unwritable"/>.</exception>
    Task CommitAsync(CacheMetadata metadata, CancellationToken cancellationToken = default);
}
