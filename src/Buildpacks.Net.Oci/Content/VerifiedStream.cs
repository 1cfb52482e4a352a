using System.Security.Cryptography;

namespace Buildpacks.Net.Oci.Content;

/// <summary>
/// Reads a stream and verifies what is read: the read that reaches the end throws when digest or size are not as
/// promised, and no more than the promised size is ever handed out. What was read before the end is unverified.
/// </summary>
public sealed class VerifiedStream : Stream
{
    private readonly Stream _inner;
    private readonly Digest _digest;
    private readonly long? _size;
    private readonly string _subject;
    private readonly IncrementalHash _hash;
    private long _position;
    private bool _verified;

    /// <summary>Wraps a stream, which is disposed with this one.</summary>
    /// <param name="inner">The stream to read.</param>
    /// <param name="digest">The promised digest.</param>
    /// <param name="size">The promised length in bytes; null when only the digest is known.</param>
    /// <param name="subject">What the content is, for messages.</param>
    public VerifiedStream(Stream inner, Digest digest, long? size, string subject)
    {
        _inner = inner;
        _digest = digest;
        _size = size;
        _subject = subject;
        _hash = digest.CreateHash();
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>The promised size.</summary>
    public override long Length => _size ?? throw new NotSupportedException();

    /// <summary>Bytes read so far.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>The end has been reached and everything is as promised.</summary>
    public bool IsVerified => _verified;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_verified || buffer.IsEmpty)
        {
            return 0;
        }

        try
        {
            var count = _inner.Read(buffer);
            Take(buffer[..count]);
            return count;
        }
        catch (InvalidDataException error)
        {
            throw Mismatch(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_verified || buffer.IsEmpty)
        {
            return 0;
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();

            // A file is there at once: to hand each piece to another thread, as a FileStream does, takes longer than to read it.
            var count = _inner is FileStream file
                ? file.Read(buffer.Span)
                : await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            Take(buffer.Span[..count]);
            return count;
        }
        catch (InvalidDataException error)
        {
            throw Mismatch(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Reads what is left, so that the content is verified.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken = default) =>
        await PooledCopy.DrainAsync(this, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await _inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Take(ReadOnlySpan<byte> read)
    {
        if (read.IsEmpty)
        {
            Verify();
            return;
        }

        _position += read.Length;
        if (_position > _size)
        {
            throw Mismatch($"it has more than the promised {_size} bytes");
        }

        _hash.AppendData(read);
    }

    private void Verify()
    {
        if (_size is { } size && _position != size)
        {
            throw Mismatch($"it ends after {_position} of {size} bytes");
        }

        var actual = Convert.ToHexStringLower(_hash.GetCurrentHash());
        _verified = actual == _digest.Hex
            ? true
            : throw Mismatch($"its digest is {_digest.Algorithm}:{actual}, not {_digest}");
    }

    private OciException Mismatch(string reason, Exception? cause = null) =>
        new(OciErrors.ContentMismatch, $"could not read {_subject}: {reason}.", cause);
}
