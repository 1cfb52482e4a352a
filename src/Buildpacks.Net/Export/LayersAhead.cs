using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Export;

/// <summary>
/// Sends layers while others are still being made. A layer that cannot be sent now is sent, and its fault told, when the image
/// is saved.
/// </summary>
internal sealed class LayersAhead(IImageStore images, ImageReference name, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly Lock _lock = new();
    private readonly List<Task> _sendings = [];
    private volatile bool _hasFailed;

    /// <summary>Begins to send a layer.</summary>
    public void Begin(ImageLayer layer)
    {
        if (_hasFailed)
        {
            return;
        }

        lock (_lock)
        {
            _sendings.Add(Task.Run(() => SendAsync(layer), _stop.Token));
        }
    }

    /// <summary>Waits until all that was begun has ended.</summary>
    public Task EndAsync() => Task.WhenAll(_sendings);

    /// <summary>Stops what is still being sent.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await EndAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task SendAsync(ImageLayer layer)
    {
        try
        {
            await images.SendAheadAsync(layer, name, _stop.Token).ConfigureAwait(false);
        }
        catch (OciException)
        {
            _hasFailed = true;
        }
    }
}
