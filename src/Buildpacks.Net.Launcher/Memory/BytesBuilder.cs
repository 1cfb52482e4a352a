namespace Buildpacks.Net.Launcher.Memory;

/// <summary>Puts bytes together. A value: each call gives the builder with which to go on.</summary>
internal unsafe struct BytesBuilder
{
    private byte* _start;
    private int _length;
    private int _room;

    /// <summary>What has been put together so far.</summary>
    public readonly Bytes Built => new(_start, _length);

    /// <summary>The number of bytes so far.</summary>
    public readonly int Length => _length;

    /// <summary>Goes on with some bytes.</summary>
    public BytesBuilder Add(Bytes bytes)
    {
        MakeRoom(bytes.Length);
        Heap.Copy(bytes.Start, _start + _length, bytes.Length);
        _length += bytes.Length;
        return this;
    }

    /// <summary>Goes on with a byte.</summary>
    public BytesBuilder Add(byte value)
    {
        MakeRoom(1);
        _start[_length++] = value;
        return this;
    }

    /// <summary>Goes on with the decimal digits of a number.</summary>
    public BytesBuilder AddNumber(int number)
    {
        if (number < 0)
        {
            return Add((byte)'-').AddNumber(-number);
        }

        var builder = number >= 10 ? AddNumber(number / 10) : this;
        this = builder.Add((byte)('0' + (number % 10)));
        return this;
    }

    /// <summary>Goes on with a character, as UTF-8.</summary>
    public BytesBuilder AddCharacter(uint character) => character switch
    {
        < 0x80 => Add((byte)character),
        < 0x800 => Add((byte)(0xC0 | (character >> 6))).Add(Following(character)),
        < 0x10000 => Add((byte)(0xE0 | (character >> 12))).Add(Following(character >> 6)).Add(Following(character)),
        _ => Add((byte)(0xF0 | (character >> 18))).Add(Following(character >> 12)).Add(Following(character >> 6)).Add(Following(character)),
    };

    private static byte Following(uint bits) => (byte)(0x80 | (bits & 0x3F));

    private void MakeRoom(int more)
    {
        if (_length + more > _room)
        {
            _room += _length + more;
            _start = Heap.Grow(_start, _room);
        }
    }
}
