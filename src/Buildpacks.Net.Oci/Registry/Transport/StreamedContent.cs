using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace Buildpacks.Net.Oci.Registry.Transport;

/// <summary>Sends a stream of known length, telling a watch of each piece that has gone out.</summary>
internal sealed class StreamedContent : HttpContent
{
    private const int BufferLength = 256 * 1024;
    private readonly Func<CancellationToken, Task<Stream>> _open;
    private readonly long _length;
    private readonly StallWatch _watch;
    private readonly RegistryOptions _options;

    public StreamedContent(
        Func<CancellationToken, Task<Stream>> open, long length, StallWatch watch, RegistryOptions options)
    {
        _open = open;
        _length = length;
        _watch = watch;
        _options = options;
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var source = await _open(cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
            try
            {
                await CopyAsync(source, stream, buffer, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        _watch.Progress(_options.ResponseTimeout);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    private async Task CopyAsync(Stream source, Stream target, byte[] buffer, CancellationToken cancellationToken)
    {
        var sent = 0L;
        int count;
        while ((count = await ReadAsync(source, buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            sent += count;
            if (sent > _length)
            {
                throw new OciException(OciErrors.ContentMismatch, $"could not send content: it has more than the promised {_length} bytes.");
            }

            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            _watch.Progress(_options.StallTimeout);
        }

        if (sent < _length)
        {
            throw new OciException(OciErrors.ContentMismatch, $"could not send content: it ends after {sent} of {_length} bytes.");
        }
    }

    private static async Task<int> ReadAsync(Stream source, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            // Not the connection's fault, so it must not look like one: sending again would not help.
            throw new OciException(OciErrors.MissingBlob, $"could not send content: {error.Message}", error);
        }
    }
}
