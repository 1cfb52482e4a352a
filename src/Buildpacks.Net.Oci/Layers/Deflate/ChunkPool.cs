using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>
/// The memory of all layers that are compressed at the same time: a fixed number of chunks, made when they are first
/// wanted. Whoever finds none free waits. Chunks are given back in the order they were handed in, each without waiting
/// for another, so that no layer can hold up the others for good.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore has nothing to dispose as long as its wait handle is not asked for.")]
internal sealed class ChunkPool
{
    // A chunk takes a little more than one MiB.
    private const int MaxChunks = 40;
    private readonly ConcurrentBag<LayerChunk> _chunks = [];
    private readonly ConcurrentBag<DeflateEncoder> _encoders = [];
    private readonly SemaphoreSlim _free;
    private readonly LayerCompressionLevel _level;

    public ChunkPool(LayerCompressionLevel level)
    {
        _level = level;

        // The runtime counts the processors that the cgroup grants. Each has a chunk in work and one waiting for it.
        _free = new SemaphoreSlim(Math.Min((2 * Environment.ProcessorCount) + 2, MaxChunks));
    }

    public LayerChunk Rent(CancellationToken cancellationToken)
    {
        _free.Wait(cancellationToken);
        return _chunks.TryTake(out var chunk) ? chunk : new LayerChunk();
    }

    public void Return(LayerChunk chunk)
    {
        _chunks.Add(chunk);
        _free.Release();
    }

    /// <summary>Compresses a chunk with an encoder that nobody else uses meanwhile.</summary>
    public void Compress(LayerChunk chunk)
    {
        var encoder = _encoders.TryTake(out var idle) ? idle : new DeflateEncoder(_level);
        try
        {
            chunk.Compress(encoder);
        }
        finally
        {
            _encoders.Add(encoder);
        }
    }
}
