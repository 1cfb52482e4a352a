using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Registry.Transport;

/// <summary>Reads the body of an answer; a read that waits too long fails as a lost connection does.</summary>
internal sealed class GuardedStream(Stream inner, IDisposable owner, TimeSpan limit, TimeProvider time) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = inner.ReadAsync(buffer, CancellationToken.None);
        return read.IsCompletedSuccessfully
            ? await read.ConfigureAwait(false)
            : await WaitAsync(read.AsTask(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> WaitAsync(Task<int> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            // The read still holds the caller's buffer: end it before the buffer is used again.
            owner.Dispose();
            await read.ContinueWith(
                static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)
                .ConfigureAwait(false);
            if (error is TimeoutException)
            {
                throw new IOException($"nothing arrived for {limit.TotalSeconds:0.#} s");
            }

            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            owner.Dispose();
        }

        base.Dispose(disposing);
    }
}
