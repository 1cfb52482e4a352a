using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Untouched;

/// <summary>Writes the parts of a record.</summary>
internal sealed class RecordWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public void WriteBytes(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public void WriteNumber(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), number);
        _bytes.Advance(sizeof(long));
    }

    public void WriteText(string text)
    {
        var bytes = PosixText.Encode(text);
        WriteNumber(bytes.Length);
        WriteBytes(bytes);
    }

    public void WriteOwner(FileOwner owner)
    {
        WriteNumber(owner.UserId);
        WriteNumber(owner.GroupId);
    }

    /// <summary>All that was written, and its digest.</summary>
    public byte[] Seal() => [.. _bytes.WrittenSpan, .. SHA256.HashData(_bytes.WrittenSpan)];
}
