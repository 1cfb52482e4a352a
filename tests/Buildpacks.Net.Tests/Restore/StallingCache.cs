using Buildpacks.Net.Caching;
using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Tests.Restore;

/// <summary>A cache whose layers stop arriving in the middle.</summary>
internal sealed class StallingCache(VolumeCache inner) : ILayerCache
{
    private readonly TaskCompletionSource _stalled = new();

    /// <summary>Done once a layer has stopped arriving.</summary>
    public Task Stalled => _stalled.Task;

    public string Name => inner.Name;

    public Task<CacheMetadata> OpenAsync(CancellationToken cancellationToken = default) => inner.OpenAsync(cancellationToken);

    public async Task<Stream> OpenLayerAsync(Digest diffId, CancellationToken cancellationToken = default)
    {
        await using var whole = await inner.OpenLayerAsync(diffId, cancellationToken);
        var half = new byte[20_000];
        await whole.ReadExactlyAsync(half, cancellationToken);
        return new HalfStream(half, _stalled);
    }

    public Task<ILayerCacheUpdate> BeginUpdateAsync(CancellationToken cancellationToken = default) => inner.BeginUpdateAsync(cancellationToken);

    private sealed class HalfStream(byte[] half, TaskCompletionSource stalled) : MemoryStream(half)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length)
            {
                stalled.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
