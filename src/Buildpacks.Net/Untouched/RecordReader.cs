using System.Buffers.Binary;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Untouched;

/// <summary>Reads the parts of a record; too little is an <see cref="InvalidDataException"/>.</summary>
internal sealed class RecordReader(ReadOnlyMemory<byte> bytes)
{
    private ReadOnlyMemory<byte> _rest = bytes;

    public long ReadNumber() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public int ReadCount() => (int)Math.Clamp(ReadNumber(), 0, _rest.Length);

    public string ReadText() => PosixText.Decode(Take(ReadCount()));

    public FileOwner ReadOwner() => new((uint)ReadNumber(), (uint)ReadNumber());

    public ReadOnlyMemory<byte> ReadRest() => _rest;

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw new InvalidDataException();
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken.Span;
    }
}
