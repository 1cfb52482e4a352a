using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>
/// Writes tar archives whose bytes equal those that Go's archive/tar writes for the same headers: USTAR where it
/// suffices, else PAX. User and group names are always empty, all times are equal. Not safe for concurrent use.
/// </summary>
/// <remarks>
/// System.Formats.Tar cannot be used: it puts the process id into PAX headers, and chooses formats differently.
/// </remarks>
public sealed class TarWriter
{
    /// <summary>The time of reproducible layers: 1980-01-01T00:00:01Z, in seconds since 1970.</summary>
    public const long ReproducibleTime = 315532801;

    private readonly IBlockSink _sink;
    private readonly TarHeaderEncoder _encoder;
    private ArraySegment<byte> _block;
    private int _used;
    private bool _completed;

    /// <summary>Writes to a stream, in large blocks; the stream is not disposed.</summary>
    /// <param name="output">Where the archive goes.</param>
    /// <param name="modified">The time of every entry, in seconds since 1970; 0 to 8589934591.</param>
    public TarWriter(Stream output, long modified = ReproducibleTime)
        : this(new StreamBlockSink(output), modified)
    {
    }

    internal TarWriter(IBlockSink sink, long modified)
    {
        _sink = sink;
        _encoder = new TarHeaderEncoder(modified);
        _block = sink.Exchange(default, 0);
    }

    /// <summary>Writes an entry without content: anything but a file.</summary>
    /// <exception cref="OciException"><see cref="OciErrors.UnreadableSource"/>: no archive can hold that header.</exception>
    public void WriteEntry(in TarHeader header) => WriteHeader(header with { Size = 0 });

    /// <summary>Writes a directory.</summary>
    public void WriteDirectory(string name, uint mode, FileOwner owner) =>
        WriteHeader(new TarHeader(TarEntryType.Directory, name, mode, owner.UserId, owner.GroupId));

    /// <summary>Writes a symbolic link.</summary>
    public void WriteSymbolicLink(string name, string target, uint mode, FileOwner owner) => WriteHeader(
        new TarHeader(TarEntryType.SymbolicLink, name, mode, owner.UserId, owner.GroupId) { LinkName = target });

    /// <summary>Writes a file whose content is in memory.</summary>
    public void WriteFile(string name, uint mode, FileOwner owner, ReadOnlySpan<byte> content)
    {
        WriteHeader(
            new TarHeader(TarEntryType.File, name, mode, owner.UserId, owner.GroupId) { Size = content.Length });
        Append(content);
        Pad();
    }

    /// <summary>Writes a file whose content is read from disk. The header's size is how long the file must be.</summary>
    /// <exception cref="OciException">
    /// <see cref="OciErrors.UnreadableSource"/>: the file cannot be read, or grows or shrinks meanwhile.
    /// </exception>
    public void WriteFile(in TarHeader header, string path, CancellationToken cancellationToken = default) =>
        WriteFile(header, PosixText.EncodeTerminated(path), followLinks: true, cancellationToken);

    internal void WriteFile(in TarHeader header, ReadOnlySpan<byte> terminatedPath, bool followLinks, CancellationToken cancellationToken)
    {
        var file = SourceFile.Open(terminatedPath, followLinks);
        try
        {
            WriteHeader(header);
            WriteContent(header.Size, ref file, terminatedPath, cancellationToken);
        }
        finally
        {
            file.Dispose();
        }
    }

    private void WriteContent(long size, ref SourceFile file, ReadOnlySpan<byte> terminatedPath, CancellationToken cancellationToken)
    {
        var left = size;
        while (left > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MakeRoom();

            // Asking for one byte more tells in the same call whether the file ends where it should.
            var room = _block.AsSpan(_used, (int)Math.Min(_block.Count - _used, left + 1));
            var count = file.Read(room);
            if (count == 0 || count > left)
            {
                throw Changed(PosixText.Decode(terminatedPath[..^1]), size, count == 0 ? size - left : null);
            }

            _used += count;
            left -= count;
        }

        if (!file.IsAtEnd())
        {
            throw Changed(PosixText.Decode(terminatedPath[..^1]), size, null);
        }

        Pad();
    }

    /// <summary>Writes a file whose content comes from a stream. The header's size is how long it must be.</summary>
    /// <exception cref="OciException"><see cref="OciErrors.UnreadableSource"/>: the stream is longer or shorter.</exception>
    public async Task WriteFileAsync(TarHeader header, Stream content, CancellationToken cancellationToken = default)
    {
        WriteHeader(header);
        var left = header.Size;
        while (true)
        {
            MakeRoom();
            var room = _block.AsMemory(_used);
            var count = await content.ReadAsync(room, cancellationToken).ConfigureAwait(false);
            if (count > left || (count == 0 && left > 0))
            {
                throw Changed(header.Name, header.Size, count == 0 ? header.Size - left : null);
            }

            if (count == 0)
            {
                break;
            }

            _used += count;
            left -= count;
        }

        Pad();
    }

    /// <summary>Writes the archive's end and everything still held back. Nothing can be written afterwards.</summary>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        for (var i = 0; i < 2; i++)
        {
            MakeRoom();
            _block.AsSpan(_used, TarFormat.BlockSize).Clear();
            _used += TarFormat.BlockSize;
        }

        _sink.Finish(_block, _used);
        _completed = true;
    }

    private void WriteHeader(in TarHeader header)
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        if (_encoder.TryEncodePlain(header, RoomForBlock()))
        {
            _used += TarFormat.BlockSize;
            return;
        }

        Append(_encoder.EncodeExtended(header));
    }

    private Span<byte> RoomForBlock()
    {
        MakeRoom();
        return _block.AsSpan(_used, TarFormat.BlockSize);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            MakeRoom();
            var count = Math.Min(bytes.Length, _block.Count - _used);
            bytes[..count].CopyTo(_block.AsSpan(_used));
            bytes = bytes[count..];
            _used += count;
        }
    }

    private void Pad()
    {
        // Blocks are whole multiples of 512 bytes, so padding never crosses into the next.
        var padded = TarFormat.RoundUp(_used);
        _block.AsSpan(_used, padded - _used).Clear();
        _used = padded;
    }

    private void MakeRoom()
    {
        if (_used == _block.Count)
        {
            _block = _sink.Exchange(_block, _used);
            _used = 0;
        }
    }

    private static OciException Changed(string path, long expected, long? actual) => new(
        OciErrors.UnreadableSource,
        $"could not store {path}: it {(actual is null ? "grew beyond" : "shrank below")} {expected} bytes while it was"
        + " read; make sure that nothing writes to it meanwhile.");
}
