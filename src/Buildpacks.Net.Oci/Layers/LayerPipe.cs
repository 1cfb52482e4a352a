using System.Buffers;
using System.Collections.Concurrent;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>
/// Carries blocks from the thread that walks and reads to the thread that hashes, and compresses. The number of blocks is
/// fixed: whoever is faster waits.
/// </summary>
internal sealed class LayerPipe : IBlockSink, IDisposable
{
    private const int BlockLength = 256 * 1024;
    private const int BlockCount = 6;
    private readonly BlockingCollection<byte[]> _free = new(BlockCount);
    private readonly BlockingCollection<(byte[] Block, int Length)> _filled = new(BlockCount);
    private readonly byte[][] _blocks = new byte[BlockCount][];
    private readonly CancellationToken _cancellationToken;

    public LayerPipe(CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        for (var i = 0; i < BlockCount; i++)
        {
            _blocks[i] = ArrayPool<byte>.Shared.Rent(BlockLength);
            _free.Add(_blocks[i], cancellationToken);
        }
    }

    public ArraySegment<byte> Exchange(ArraySegment<byte> filled, int length)
    {
        if (filled.Array is not null)
        {
            Send(filled.Array, length);
        }

        return _free.Take(_cancellationToken);
    }

    public void Finish(ArraySegment<byte> filled, int length)
    {
        Send(filled.Array!, length);
        _filled.CompleteAdding();
    }

    /// <summary>Hashes every block, and writes it to a stream if there is one, until the last one is through.</summary>
    public void Drain(TarDigest digest, Stream? output)
    {
        foreach (var (block, length) in _filled.GetConsumingEnumerable(_cancellationToken))
        {
            digest.Add(block.AsSpan(0, length));
            output?.Write(block, 0, length);
            _free.Add(block, _cancellationToken);
        }
    }

    /// <summary>Gives the blocks back. Both threads must have ended.</summary>
    public void Dispose()
    {
        foreach (var block in _blocks)
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        _free.Dispose();
        _filled.Dispose();
    }

    private void Send(byte[] block, int length) => _filled.Add((block, length), _cancellationToken);
}
