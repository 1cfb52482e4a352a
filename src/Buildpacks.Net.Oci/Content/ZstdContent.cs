using ZstdSharp;

namespace Buildpacks.Net.Oci.Content;

/// <summary>Content compressed with zstd, read uncompressed. What is damaged is an <see cref="InvalidDataException"/>, as it is with gzip.</summary>
internal sealed class ZstdContent(Stream compressed) : ReadOnlyStream
{
    private readonly DecompressionStream _content = new(compressed, leaveOpen: false);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is ZstdException or EndOfStreamException)
        {
            throw new InvalidDataException($"its zstd content is damaged: {fault.Message}", fault);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }
}
