using Buildpacks.Net.Launcher.Host;

namespace Buildpacks.Net.Launcher.Memory;

/// <summary>
/// A run of bytes: a name, an argument, a value. Linux gives these no encoding, so nothing here has one. The bytes are never
/// changed and never freed, so that parts of one run can be handed around without copies.
/// </summary>
internal readonly unsafe partial struct Bytes(byte* start, int length)
{
    /// <summary>The first byte.</summary>
    public byte* Start => start;

    /// <summary>The number of bytes.</summary>
    public int Length => length;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => length == 0;

    /// <summary>One of the bytes.</summary>
    public byte this[int index] => start[index];

    /// <summary>A literal of the program: its bytes stay where they are.</summary>
    public static implicit operator Bytes(ReadOnlySpan<byte> literal)
    {
        fixed (byte* first = literal)
        {
            return new Bytes(first, literal.Length);
        }
    }

    /// <summary>The bytes in front of the first NUL.</summary>
    public static Bytes FromTerminated(byte* first)
    {
        var count = 0;
        while (first[count] != 0)
        {
            count++;
        }

        return new Bytes(first, count);
    }

    /// <summary>The bytes from a place to the end.</summary>
    public Bytes From(int index) => new(start + index, length - index);

    /// <summary>The first bytes.</summary>
    public Bytes First(int count) => new(start, count);

    /// <summary>Where a byte is for the first time; -1 when it is not there.</summary>
    public int IndexOf(byte wanted)
    {
        for (var i = 0; i < length; i++)
        {
            if (start[i] == wanted)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Where a byte is for the last time; -1 when it is not there.</summary>
    public int LastIndexOf(byte wanted)
    {
        var i = length - 1;
        while (i >= 0 && start[i] != wanted)
        {
            i--;
        }

        return i;
    }

    /// <summary>Whether the bytes are the same.</summary>
    public bool Is(Bytes other) => length == other.Length && SystemCalls.CompareMemory(start, other.Start, (nuint)length) == 0;

    /// <summary>Whether the bytes are the same, but for the case of the letters A to Z.</summary>
    public bool IsIgnoringCase(Bytes other)
    {
        if (length != other.Length)
        {
            return false;
        }

        for (var i = 0; i < length; i++)
        {
            if (Ascii.ToUpper(start[i]) != Ascii.ToUpper(other[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether these are the first bytes.</summary>
    public bool StartsWith(Bytes beginning) => length >= beginning.Length && First(beginning.Length).Is(beginning);

    /// <summary>The order of the bytes: negative when this comes first, 0 when both are the same.</summary>
    public int CompareTo(Bytes other)
    {
        var order = SystemCalls.CompareMemory(start, other.Start, (nuint)(length < other.Length ? length : other.Length));
        return order != 0 ? order : length - other.Length;
    }

    /// <summary>A copy with a NUL behind it, as system calls take it.</summary>
    public byte* Terminated()
    {
        var copy = Heap.Allocate(length + 1);
        Heap.Copy(start, copy, length);
        copy[length] = 0;
        return copy;
    }
}
