using System.Net;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Oci.Registry;

/// <summary>
/// Reads a blob from a registry. When the connection breaks or stalls, the rest is asked for, as long as each new
/// connection brings something or retries are left.
/// </summary>
internal sealed class BlobDownload(RegistryClient client, ImageReference repository, Descriptor descriptor) : ReadOnlyStream
{
    private readonly string _action = $"read {descriptor.Digest} of {repository.RepositoryName}";
    private Stream? _body;
    private long _position;
    private int _failures;

    /// <summary>Asks for the blob from where the last answer broke off.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var response = await client.GetBlobAsync(repository, descriptor, _position, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccess)
        {
            using (response)
            {
                throw await response.ToFaultAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        var start = response.Status == HttpStatusCode.PartialContent ? response.ContentStart ?? -1 : 0;
        _body = await response.OpenBodyAsync(cancellationToken).ConfigureAwait(false);
        if (start != _position)
        {
            await SkipAsync(start, cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                if (_body is null)
                {
                    await StartAsync(cancellationToken).ConfigureAwait(false);
                }

                var count = await _body!.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (count == 0 && _position < descriptor.Size)
                {
                    throw new IOException($"the connection ended after {_position} of {descriptor.Size} bytes");
                }

                _failures = count > 0 ? 0 : _failures;
                _position += count;
                return count;
            }
            catch (Exception error) when (error is IOException or HttpRequestException)
            {
                await RecoverAsync(error, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task RecoverAsync(Exception error, CancellationToken cancellationToken)
    {
        if (_body is not null)
        {
            await _body.DisposeAsync().ConfigureAwait(false);
            _body = null;
        }

        _failures++;
        if (!await client.ConnectionOf(repository)
            .WaitBeforeRetryAsync(_failures, _action, error, cancellationToken).ConfigureAwait(false))
        {
            throw new RegistryException(
                RegistryErrors.Unreachable,
                $"could not {_action}: {repository.Registry} broke off after {_position} of {descriptor.Size} bytes:"
                + $" {error.Message.TrimEnd('.')}; check the network.",
                error);
        }

        RegistryLog.DownloadResumed(client.Options.Log, descriptor.Digest.ToString(), _position);
    }

    // A registry that knows no ranges sends everything again.
    private async Task SkipAsync(long start, CancellationToken cancellationToken)
    {
        if (start < 0 || start > _position)
        {
            throw new RegistryException(
                RegistryErrors.InvalidResponse, $"could not {_action}: {repository.Registry} sent another part than was asked for.");
        }

        var buffer = new byte[64 * 1024];
        for (var left = _position - start; left > 0;)
        {
            var count = await _body!.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken)
                .ConfigureAwait(false);
            left -= count > 0 ? count : throw new IOException("the connection ended early");
        }
    }
}
