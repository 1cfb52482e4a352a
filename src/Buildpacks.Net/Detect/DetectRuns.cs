using Buildpacks.Net.Execution;
using Buildpacks.Net.Spec.Apis;

namespace Buildpacks.Net.Detect;

/// <summary>The runs of <c>bin/detect</c>: each is started when a group first needs it, side by side with others, and serves all groups.</summary>
internal sealed class DetectRuns : IAsyncDisposable
{
    private const int MostAtOnce = 64;

    private readonly DetectProgram _program;
    private readonly CancellationTokenSource _cancellation;
    private readonly SemaphoreSlim _places = new(MostAtOnce);
    private readonly Dictionary<string, Task<DetectRun>> _runs = new(StringComparer.Ordinal);

    public DetectRuns(DetectProgram program, CancellationToken cancellationToken)
    {
        _program = program;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>The run of a component, which may have begun long ago.</summary>
    public Task<DetectRun> GetOrStart(Component component, BuildpackFeatures features)
    {
        var key = $"{component.Kind} {component}";
        if (!_runs.TryGetValue(key, out var run))
        {
            run = RunAsync(component, features);
            _runs.Add(key, run);
        }

        return run;
    }

    /// <summary>Ends the runs that nobody waits for any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _cancellation.CancelAsync().ConfigureAwait(false);
        await ((Task)Task.WhenAll(_runs.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _cancellation.Dispose();
        _places.Dispose();
    }

    private async Task<DetectRun> RunAsync(Component component, BuildpackFeatures features)
    {
        await _places.WaitAsync(_cancellation.Token).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => _program.RunAsync(component, features, _cancellation.Token), _cancellation.Token).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }
}
