using Buildpacks.Net.Oci;

namespace Buildpacks.Net.Cli.Sboms;

/// <summary>A stream that may not be longer than it is told: a small compressed layer can stand for a full disk.</summary>
/// <param name="inner">The content; not disposed.</param>
/// <param name="maximum">The greatest length that is good.</param>
/// <param name="subject">What is read, for the message.</param>
internal sealed class BoundedStream(Stream inner, long maximum, string subject) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private int Count(int length)
    {
        _read += length;
        return _read <= maximum ? length : throw new OciException(
            OciErrors.UnsafeArchive, $"could not extract {subject}: it is larger than {maximum} bytes.");
    }
}
