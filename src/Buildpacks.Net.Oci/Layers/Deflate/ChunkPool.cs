using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>
/// The memory of all layers that are compressed at the same time: a fixed number of chunks, made when they are first
/// wanted. Whoever finds none free waits. Who waits holds none, and chunks are given back without waiting for
/// others, so that no layer can hold up the others for good.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore has nothing to dispose as long as its wait handle is not asked for.")]
internal sealed class ChunkPool
{
    private const int MaxChunks = 40;

    // A chunk takes a little more than one MiB, and a processor's encoder about as much.
    private const int MemoryPerChunk = 2 * 1024 * 1024;

    // What of the memory that the cgroup grants may be used for compressing.
    private const int ShareOfMemory = 8;
    private readonly ConcurrentBag<LayerChunk> _chunks = [];
    private readonly ConcurrentBag<DeflateEncoder> _encoders = [];
    private readonly SemaphoreSlim _free;
    private readonly LayerCompressionLevel _level;

    public ChunkPool(LayerCompressionLevel level)
    {
        _level = level;

        _free = new SemaphoreSlim(CountFor(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes));
    }

    /// <summary>How many chunks there are. The runtime knows what the cgroup grants (cpu.max, memory.max), and counts that.</summary>
    /// <param name="processors">How many processors there are: each has a chunk in work and one waiting for it.</param>
    /// <param name="memory">How much memory there is, in bytes.</param>
    public static int CountFor(int processors, long memory) =>
        (int)Math.Max(1, Math.Min(Math.Min((2L * processors) + 2, MaxChunks), memory / ShareOfMemory / MemoryPerChunk));

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
