namespace Buildpacks.Net.Oci.Registry.Transport;

/// <summary>Cancels an operation that makes no progress. Whoever makes progress says so.</summary>
internal sealed class StallWatch : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;
    private readonly CancellationToken _caller;

    public StallWatch(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _caller = cancellationToken;
        _timer = new CancellationTokenSource(limit, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _timer.Token);
    }

    /// <summary>Cancelled by the caller, or when nothing has moved for too long.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>It was not the caller who cancelled.</summary>
    public bool HasStalled => _timer.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Something has moved; the next thing must within <paramref name="limit"/>.</summary>
    public void Progress(TimeSpan limit) => _timer.CancelAfter(limit);

    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
