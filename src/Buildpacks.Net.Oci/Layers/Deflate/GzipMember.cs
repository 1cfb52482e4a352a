using System.Buffers.Binary;

namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>
/// One gzip member (RFC 1952), stitched from compressed chunks in their order. The head says nothing of time, name or
/// machine.
/// </summary>
internal sealed class GzipMember(Stream output)
{
    private const byte UnknownSystem = 255;
    private Crc32Sum _sum;
    private long _length;

    private static ReadOnlySpan<byte> Head => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, UnknownSystem];

    /// <summary>Writes the head.</summary>
    public void Begin() => output.Write(Head);

    /// <summary>Writes the next chunk.</summary>
    /// <param name="compressed">Its deflate blocks.</param>
    /// <param name="sum">The sum of what they stand for.</param>
    /// <param name="length">The length of what they stand for.</param>
    public void Append(ReadOnlySpan<byte> compressed, Crc32Sum sum, int length)
    {
        output.Write(compressed);
        _sum = _sum.Append(sum, length);
        _length += length;
    }

    /// <summary>Writes the trailer, after the last chunk.</summary>
    public void End()
    {
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _sum.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)_length);
        output.Write(trailer);
        output.Flush();
    }
}
