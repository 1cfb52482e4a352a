using System.Runtime.ExceptionServices;

namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>
/// Compresses one archive on all processors: the thread that reads fills and hashes chunks, the thread pool compresses
/// them, and whoever has compressed the next one in order writes it and those waiting behind it.
/// </summary>
internal sealed class GzipPipe : IBlockSink
{
    private readonly ChunkPool _pool;
    private readonly TarDigest _digest;
    private readonly GzipMember _member;
    private readonly CancellationToken _cancellationToken;
    private readonly Lock _gate = new();
    private readonly Dictionary<long, LayerChunk> _compressed = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _dictionary = new byte[DeflateFormat.WindowSize];
    private LayerChunk? _filling;
    private ExceptionDispatchInfo? _failure;
    private long _sent;
    private long _written;
    private bool _writing;
    private bool _allSent;

    public GzipPipe(ChunkPool pool, TarDigest digest, Stream output, CancellationToken cancellationToken)
    {
        _pool = pool;
        _digest = digest;
        _member = new GzipMember(output);
        _cancellationToken = cancellationToken;
        _member.Begin();
    }

    public ArraySegment<byte> Exchange(ArraySegment<byte> filled, int length)
    {
        _failure?.Throw();
        var isFirst = _filling is null;
        if (_filling is { } full)
        {
            // Sent before the next is asked for: who waits for a chunk must not hold one.
            full.CopyEndTo(_dictionary);
            _filling = null;
            Send(full, length);
        }

        _filling = _pool.Rent(_cancellationToken);
        _filling.Begin(this, _sent, isFirst ? [] : _dictionary);
        return _filling.Content;
    }

    public void Finish(ArraySegment<byte> filled, int length)
    {
        var last = _filling!;
        last.IsLast = true;
        _filling = null;
        Send(last, length);
    }

    /// <summary>Waits until everything that was sent is written, or given up. To be called whatever happened before.</summary>
    public async Task EndAsync()
    {
        lock (_gate)
        {
            _allSent = true;
            SignalEnd();
        }

        await _ended.Task.ConfigureAwait(false);
        if (_filling is { } unsent)
        {
            _pool.Return(unsent);
            _filling = null;
        }

        _failure?.Throw();
    }

    /// <summary>Compresses a chunk, and writes what can be written then.</summary>
    internal void Process(LayerChunk chunk)
    {
        try
        {
            if (_failure is null && !_cancellationToken.IsCancellationRequested)
            {
                _pool.Compress(chunk);
            }
        }
        catch (Exception error)
        {
            // Nobody is above this thread: whoever waits for the end is told.
            Fail(error);
        }

        if (Enqueue(chunk))
        {
            WriteCompressed();
        }
    }

    private void Send(LayerChunk chunk, int length)
    {
        chunk.Length = length;
        try
        {
            _digest.Add(chunk.Content.AsSpan(0, length));
        }
        catch
        {
            _pool.Return(chunk);
            throw;
        }

        _sent++;
        ThreadPool.UnsafeQueueUserWorkItem(chunk, preferLocal: false);
    }

    private bool Enqueue(LayerChunk chunk)
    {
        lock (_gate)
        {
            _compressed.Add(chunk.Number, chunk);
            return !_writing && (_writing = true);
        }
    }

    private void WriteCompressed()
    {
        while (TakeNext() is { } chunk)
        {
            try
            {
                Write(chunk);
            }
            catch (Exception error)
            {
                // Nobody is above this thread: whoever waits for the end is told.
                Fail(error);
            }

            _pool.Return(chunk);
            lock (_gate)
            {
                _written++;
            }
        }
    }

    private LayerChunk? TakeNext()
    {
        lock (_gate)
        {
            if (_compressed.Remove(_written, out var chunk))
            {
                return chunk;
            }

            _writing = false;
            SignalEnd();
            return null;
        }
    }

    private void Write(LayerChunk chunk)
    {
        if (_failure is not null || _cancellationToken.IsCancellationRequested)
        {
            return;
        }

        _member.Append(chunk.Output, chunk.Sum, chunk.Length);
        if (chunk.IsLast)
        {
            _member.End();
        }
    }

    // The first failure counts: what comes after it is its consequence.
    private void Fail(Exception error) =>
        Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(error), null);

    private void SignalEnd()
    {
        if (_allSent && !_writing && _written == _sent)
        {
            _ended.TrySetResult();
        }
    }
}
