using System.Buffers;

namespace Buildpacks.Net.Oci.Content;

/// <summary>Copies streams through pooled buffers that are large enough for files and sockets.</summary>
internal static class PooledCopy
{
    internal const int BufferSize = 128 * 1024;

    /// <summary>Copies to the end.</summary>
    /// <returns>How many bytes that were.</returns>
    public static async Task<long> CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var total = 0L;
            while (true)
            {
                var count = await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    return total;
                }

                await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                total += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads to the end.</summary>
    public static Task<long> DrainAsync(Stream from, CancellationToken cancellationToken) =>
        CopyAsync(from, Stream.Null, cancellationToken);

    /// <summary>Reads a small document, refusing more than a limit.</summary>
    /// <exception cref="OciException"><see cref="OciErrors.InvalidDocument"/>: it is larger.</exception>
    public static async Task<byte[]> ReadDocumentAsync(
        Stream from, int limit, string subject, CancellationToken cancellationToken)
    {
        using var document = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (true)
            {
                var count = await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    return document.ToArray();
                }

                if (document.Length + count > limit)
                {
                    throw new OciException(
                        OciErrors.InvalidDocument, $"could not read {subject}: it is larger than {limit} bytes.");
                }

                await document.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
