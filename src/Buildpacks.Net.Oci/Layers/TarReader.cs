using System.Buffers;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>
/// Reads tar archives of any origin: USTAR, PAX, GNU long names and large numbers. What is malformed is an error that
/// names the offset; nothing an archive says makes it use more than bounded memory. Not safe for concurrent use.
/// </summary>
public sealed class TarReader : IDisposable
{
    private const int BufferLength = 128 * 1024;
    private const int MaximumExtension = 1024 * 1024;
    private readonly Stream _input;
    private readonly bool _leaveOpen;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private int _start;
    private int _end;
    private long _offset;
    private long _contentLeft;
    private long _paddingLeft;
    private bool _ended;
    private bool _disposed;

    /// <summary>Reads from a stream.</summary>
    /// <param name="input">The uncompressed archive.</param>
    /// <param name="leaveOpen">Whether the stream stays open when this is disposed.</param>
    public TarReader(Stream input, bool leaveOpen = false)
    {
        _input = input;
        _leaveOpen = leaveOpen;
    }

    /// <summary>Where in the archive the next byte is read.</summary>
    public long Offset => _offset;

    /// <summary>Goes to the next entry, past what is left of the current one's content.</summary>
    /// <returns>Its header, or null at the end of the archive.</returns>
    /// <exception cref="OciException"><see cref="OciErrors.InvalidTar"/>: the archive is malformed or cut off.</exception>
    public async ValueTask<TarHeader?> ReadAsync(CancellationToken cancellationToken = default)
    {
        var overrides = new TarExtensions();
        while (!_ended)
        {
            await SkipContentAsync(cancellationToken).ConfigureAwait(false);
            var at = _offset;
            if (await ReadBlockAsync(cancellationToken).ConfigureAwait(false) is not { } block)
            {
                _ended = true;
                break;
            }

            var parsed = TarHeaderDecoder.Decode(block.Span, at);
            if (parsed.IsExtension)
            {
                overrides.Add(parsed, await ReadExtensionAsync(parsed, at, cancellationToken).ConfigureAwait(false), at);
                continue;
            }

            var header = overrides.Apply(parsed, at);
            _contentLeft = header.Size;
            _paddingLeft = TarFormat.RoundUp(header.Size) - header.Size;
            return header;
        }

        return overrides.IsEmpty ? null : throw TarHeaderDecoder.Invalid(_offset, "it ends within an entry");
    }

    /// <summary>
    /// Reads on in the current entry's content. The bytes are valid until the next call of any method.
    /// </summary>
    /// <returns>The next bytes, none at the content's end.</returns>
    /// <exception cref="OciException"><see cref="OciErrors.InvalidTar"/>: the archive is cut off.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadContentAsync(CancellationToken cancellationToken = default)
    {
        if (_contentLeft == 0)
        {
            return default;
        }

        if (_start == _end && !await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            throw CutOff();
        }

        var count = (int)Math.Min(_contentLeft, _end - _start);
        var piece = _buffer.AsMemory(_start, count);
        Advance(count);
        _contentLeft -= count;
        return piece;
    }

    /// <summary>Reads what follows the archive's end, so that a verifying stream verifies.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken = default)
    {
        while (await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            Advance(_end);
        }
    }

    /// <summary>Gives the buffer back, and disposes the stream unless it is left open.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        ArrayPool<byte>.Shared.Return(_buffer);
        if (!_leaveOpen)
        {
            _input.Dispose();
        }
    }

    /// <summary>Reads one block; null at the archive's end, which is two zero blocks or, tolerantly, the end of the stream.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> ReadBlockAsync(CancellationToken cancellationToken)
    {
        for (var zeroBlocks = 0; zeroBlocks < 2; zeroBlocks++)
        {
            if (!await EnsureAsync(TarFormat.BlockSize, cancellationToken).ConfigureAwait(false))
            {
                return _start == _end ? null : throw CutOff();
            }

            var block = _buffer.AsMemory(_start, TarFormat.BlockSize);
            Advance(TarFormat.BlockSize);
            if (block.Span.ContainsAnyExcept((byte)0))
            {
                return zeroBlocks == 0
                    ? block
                    : throw TarHeaderDecoder.Invalid(_offset - TarFormat.BlockSize, "something follows its end");
            }
        }

        return null;
    }

    private async ValueTask<byte[]> ReadExtensionAsync(
        TarHeaderDecoder.Block header, long at, CancellationToken cancellationToken)
    {
        if (header.Size > MaximumExtension)
        {
            throw TarHeaderDecoder.Invalid(at, $"an extended header has more than {MaximumExtension} bytes");
        }

        var content = new byte[header.Size];
        _contentLeft = header.Size;
        _paddingLeft = TarFormat.RoundUp(header.Size) - header.Size;
        for (var done = 0; done < content.Length;)
        {
            var piece = await ReadContentAsync(cancellationToken).ConfigureAwait(false);
            piece.CopyTo(content.AsMemory(done));
            done += piece.Length;
        }

        return content;
    }

    private async ValueTask SkipContentAsync(CancellationToken cancellationToken)
    {
        var left = _contentLeft + _paddingLeft;
        _contentLeft = 0;
        _paddingLeft = 0;
        if (_input.CanSeek && left > BufferLength)
        {
            left = SeekPast(left);
        }

        while (left > 0)
        {
            if (_start == _end && !await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                throw CutOff();
            }

            var count = (int)Math.Min(left, _end - _start);
            Advance(count);
            left -= count;
        }
    }

    /// <summary>Passes all but the last byte, which is left to be read: that tells whether it is there.</summary>
    private long SeekPast(long left)
    {
        var buffered = _end - _start;
        var distance = left - buffered - 1;
        if (distance > _input.Length - _input.Position)
        {
            throw CutOff();
        }

        _input.Seek(distance, SeekOrigin.Current);
        Advance(buffered);
        _offset += distance;
        return 1;
    }

    private async ValueTask<bool> EnsureAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
            var read = await _input.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await _input.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
        return _end > 0;
    }

    private void Advance(int count)
    {
        _start += count;
        _offset += count;
    }

    private OciException CutOff() => TarHeaderDecoder.Invalid(_offset, "it is cut off");
}
