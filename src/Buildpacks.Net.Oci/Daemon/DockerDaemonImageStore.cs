using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Oci.Daemon;

/// <summary>
/// Images in a Docker daemon, or in podman's service with the same interface. Names are tags; layers have no compressed
/// form. Safe for concurrent use.
/// </summary>
public sealed class DockerDaemonImageStore : IImageStore, IDisposable
{
    private readonly DaemonClient _client;
    private readonly DaemonImageReader _reader;
    private readonly DaemonImageWriter _writer;

    /// <summary>Makes a store. Nothing is connected to before it is needed.</summary>
    /// <param name="options">How the daemon is talked to; null for the defaults.</param>
    /// <exception cref="OciException"><see cref="DaemonErrors.InvalidHost"/>.</exception>
    public DockerDaemonImageStore(DaemonOptions? options = null)
    {
        options ??= new DaemonOptions();
        _client = new DaemonClient(options);
        _reader = new DaemonImageReader(_client, options);
        _writer = new DaemonImageWriter(_client, _reader, options);
    }

    /// <inheritdoc/>
    /// <remarks>A daemon has one image for a name; the platform is not looked at.</remarks>
    public Task<Image?> FindAsync(
        ImageReference reference, Platform? platform = null, CancellationToken cancellationToken = default) =>
        _reader.FindAsync(reference, cancellationToken);

    /// <inheritdoc/>
    public Task<SavedImage> SaveAsync(
        NewImage image,
        ImageReference name,
        IReadOnlyList<ImageReference> additionalNames,
        CancellationToken cancellationToken = default) =>
        _writer.SaveAsync(image, [.. additionalNames.Prepend(name).Distinct()], cancellationToken);

    /// <inheritdoc/>
    public async Task<ImageAccess> CheckReadAsync(ImageReference reference, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _reader.FindAsync(reference, cancellationToken).ConfigureAwait(false) is null
                ? new ImageAccess(false, $"the daemon has no image {reference}")
                : new ImageAccess(true);
        }
        catch (OciException fault)
        {
            return new ImageAccess(false, fault.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<ImageAccess> CheckWriteAsync(ImageReference reference, CancellationToken cancellationToken = default)
    {
        try
        {
            await PingAsync(cancellationToken).ConfigureAwait(false);
            return new ImageAccess(true);
        }
        catch (OciException fault)
        {
            return new ImageAccess(false, fault.Message);
        }
    }

    /// <summary>Finds out whether the daemon is there.</summary>
    /// <exception cref="OciException"><see cref="DaemonErrors.Unreachable"/>: it is not.</exception>
    public async Task PingAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _client.OpenAsync("/_ping", "reach the daemon", cancellationToken).ConfigureAwait(false);
        await answer.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose() => _client.Dispose();
}
