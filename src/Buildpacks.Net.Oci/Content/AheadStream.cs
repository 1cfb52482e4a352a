using System.Buffers;
using System.Runtime.ExceptionServices;

namespace Buildpacks.Net.Oci.Content;

/// <summary>
/// Reads a stream ahead on a thread of its own, so that what reading means (hashing, decompressing, waiting) happens beside what
/// is done with the bytes. Reads wait on their own thread and are complete when they return. The faults of the stream come where
/// its bytes would.
/// </summary>
internal sealed class AheadStream : ReadOnlyStream
{
    private const int BlockLength = 256 * 1024;
    private const int BlockCount = 4;
    private readonly CancellationTokenSource _stop;
    // A monitor, as there is something to wait for.
    private readonly object _gate = new();
    private readonly Queue<byte[]> _free = new(BlockCount);
    private readonly Queue<(byte[] Block, int Length)> _filled = new(BlockCount);
    private readonly Task _reading;
    private ExceptionDispatchInfo? _fault;
    private byte[]? _block;
    private int _start;
    private int _end;
    private bool _ended;
    private bool _disposed;

    /// <summary>Begins to read.</summary>
    /// <param name="inner">The stream; left open.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public AheadStream(Stream inner, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        for (var i = 0; i < BlockCount; i++)
        {
            _free.Enqueue(ArrayPool<byte>.Shared.Rent(BlockLength));
        }

        _reading = Task.Factory.StartNew(() => ReadAll(inner), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end && !Advance())
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _block.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <summary>Stops reading ahead, and waits until nobody reads the stream any more.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            await _stop.CancelAsync().ConfigureAwait(false);
            lock (_gate)
            {
                Monitor.PulseAll(_gate);
            }

            await _reading.ConfigureAwait(false);
            _stop.Dispose();
            ReturnBlocks();
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Goes to the next block; false at the end.</summary>
    private bool Advance()
    {
        lock (_gate)
        {
            if (_block is not null)
            {
                _free.Enqueue(_block);
                _block = null;
                Monitor.PulseAll(_gate);
            }

            while (_filled.Count == 0)
            {
                if (_ended)
                {
                    _fault?.Throw();
                    return false;
                }

                Monitor.Wait(_gate);
            }

            (_block, _end) = _filled.Dequeue();
            _start = 0;
            return true;
        }
    }

    private void ReadAll(Stream inner)
    {
        try
        {
            while (TakeFree() is { } block)
            {
                var count = ReadBlock(inner, block);
                Hand(block, count);
                if (count == 0)
                {
                    return;
                }
            }

            _stop.Token.ThrowIfCancellationRequested();
        }
        catch (Exception fault)
        {
            // Whatever it is, it belongs to whoever reads.
            lock (_gate)
            {
                _fault = ExceptionDispatchInfo.Capture(fault);
                _ended = true;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Fills a block as far as the stream gives anything.</summary>
    private int ReadBlock(Stream inner, byte[] block)
    {
        var count = 0;
        while (count < BlockLength)
        {
            // This thread has nothing else to do than to wait.
            var read = inner.ReadAsync(block.AsMemory(count, BlockLength - count), _stop.Token).AsTask().GetAwaiter().GetResult();
            if (read == 0)
            {
                break;
            }

            count += read;
        }

        return count;
    }

    private byte[]? TakeFree()
    {
        lock (_gate)
        {
            while (_free.Count == 0 && !_stop.IsCancellationRequested)
            {
                Monitor.Wait(_gate);
            }

            return _stop.IsCancellationRequested ? null : _free.Dequeue();
        }
    }

    private void Hand(byte[] block, int count)
    {
        lock (_gate)
        {
            if (count == 0)
            {
                _free.Enqueue(block);
                _ended = true;
            }
            else
            {
                _filled.Enqueue((block, count));
            }

            Monitor.PulseAll(_gate);
        }
    }

    private void ReturnBlocks()
    {
        if (_block is not null)
        {
            _free.Enqueue(_block);
        }

        foreach (var block in _free.Concat(_filled.Select(filled => filled.Block)))
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
