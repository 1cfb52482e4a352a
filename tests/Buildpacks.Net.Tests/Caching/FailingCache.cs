using Buildpacks.Net.Caching;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;

namespace Buildpacks.Net.Tests.Caching;

/// <summary>A cache on a disk that is full.</summary>
internal sealed class FailingCache : ILayerCache, ILayerCacheUpdate
{
    public string Name => "failing";

    public bool KeepsTars => false;

    public Task<CacheMetadata> OpenAsync(CancellationToken cancellationToken = default) => Task.FromResult(CacheMetadata.Empty);

    public Task<Stream> OpenLayerAsync(Digest diffId, CancellationToken cancellationToken = default) => throw new IOException();

    public Task<ILayerCacheUpdate> BeginUpdateAsync(CancellationToken cancellationToken = default) => Task.FromResult<ILayerCacheUpdate>(this);

    public Task<bool> ReuseAsync(Digest diffId, CancellationToken cancellationToken = default) => Task.FromResult(false);

    public StagedTar StageTar() => throw new InvalidOperationException();

    public Task AddTarAsync(StagedTar tar, Digest diffId, CancellationToken cancellationToken = default) => throw new InvalidOperationException();

    public Task AddTarFileAsync(string path, Digest diffId, CancellationToken cancellationToken = default) => throw new InvalidOperationException();

    public void KeepCompressed(BuiltLayer layer, ILayerCompressor compressor)
    {
    }

    public Task<ImageLayer?> FindCompressedAsync(Digest diffId, ILayerCompressor compressor, CancellationToken cancellationToken = default) =>
        Task.FromResult<ImageLayer?>(null);

    public void AddLayer(ImageLayer layer)
    {
    }

    public Task CommitAsync(CacheMetadata metadata, CancellationToken cancellationToken = default) =>
        throw CacheFault.NotWritten(Name, new IOException("the disk is full"));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
