namespace Buildpacks.Net.Oci.Registry.Transport;

/// <summary>Cancels an operation that makes no progress. Whoever makes progress says so.</summary>
internal sealed class StallWatch : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;
    private readonly CancellationToken _caller;
    private TimeSpan _limit;

    public StallWatch(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _limit = limit;
        _caller = cancellationToken;
        _timer = new CancellationTokenSource(limit, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _timer.Token);
    }

    /// <summary>Cancelled by the caller, or when nothing has moved for too long.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>It was not the caller who cancelled, but this watch, or the connection that did not come about in time.</summary>
    public bool HasStalled => !_caller.IsCancellationRequested;

    /// <summary>What such a cancellation means. Its inner exception tells it from a connection that broke.</summary>
    public IOException ToFault(OperationCanceledException cancelled) => cancelled.InnerException is TimeoutException
        ? new IOException("no connection came about in time", cancelled.InnerException)
        : new IOException($"nothing arrived for {_limit.TotalSeconds:0.#} s", new TimeoutException());

    /// <summary>Something has moved; the next thing must within <paramref name="limit"/>.</summary>
    public void Progress(TimeSpan limit)
    {
        _limit = limit;
        _timer.CancelAfter(limit);
    }

    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
