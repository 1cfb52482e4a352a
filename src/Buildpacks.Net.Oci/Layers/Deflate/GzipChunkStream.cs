using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>Compresses what is written, chunk after chunk, on the thread that writes: the bytes are those of <see cref="GzipPipe"/>.</summary>
internal sealed class GzipChunkStream : WriteOnlyStream
{
    private readonly DeflateEncoder _encoder;
    private readonly GzipMember _member;
    private readonly byte[] _input = new byte[DeflateFormat.WindowSize + DeflateEncoder.ChunkLength];
    private readonly byte[] _output = new byte[DeflateEncoder.MaxOutputLength(DeflateEncoder.ChunkLength)];
    private int _dictionary;
    private int _length;
    private bool _ended;

    public GzipChunkStream(Stream output, LayerCompressionLevel level)
    {
        _encoder = new DeflateEncoder(level);
        _member = new GzipMember(output);
        _member.Begin();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        while (!buffer.IsEmpty)
        {
            if (_length == DeflateEncoder.ChunkLength)
            {
                Compress(last: false);
                _input.AsSpan(DeflateEncoder.ChunkLength, DeflateFormat.WindowSize).CopyTo(_input);
                _dictionary = DeflateFormat.WindowSize;
                _length = 0;
            }

            var count = Math.Min(buffer.Length, DeflateEncoder.ChunkLength - _length);
            buffer[..count].CopyTo(_input.AsSpan(DeflateFormat.WindowSize + _length));
            _length += count;
            buffer = buffer[count..];
        }
    }

    public override void Flush()
    {
        // Chunks have a fixed length: nothing can be sent early without changing the bytes.
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_ended)
        {
            _ended = true;
            Compress(last: true);
            _member.End();
        }

        base.Dispose(disposing);
    }

    private void Compress(bool last)
    {
        var chunk = _input.AsSpan(DeflateFormat.WindowSize, _length);
        var input = _input.AsSpan(DeflateFormat.WindowSize - _dictionary, _dictionary + _length);
        var count = _encoder.Encode(input, _dictionary, _output, last);
        _member.Append(_output.AsSpan(0, count), Crc32Sum.Of(chunk), _length);
    }
}
