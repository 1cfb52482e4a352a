namespace Buildpacks.Net.Shared;

/// <summary>A path as bytes that grows and shrinks with a walk: no string is made of what is only passed to the system.</summary>
internal sealed class PathBuffer
{
    private byte[] _bytes = new byte[512];
    private int _length;

    /// <summary>Starts at a path.</summary>
    public PathBuffer(string path) => Set(path);

    /// <summary>The path.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>The path with a NUL at the end, as system calls want it.</summary>
    public ReadOnlySpan<byte> Terminated => _bytes.AsSpan(0, _length + 1);

    /// <summary>The path as text.</summary>
    public override string ToString() => PosixText.Decode(Bytes);

    /// <summary>Goes to another path.</summary>
    public void Set(string path)
    {
        _length = 0;
        Append(PosixText.EncodeTerminated(path).AsSpan()[..^1]);
    }

    /// <summary>Goes to a name below.</summary>
    /// <returns>What <see cref="Leave"/> needs to come back.</returns>
    public int Enter(ReadOnlySpan<byte> name)
    {
        var before = _length;
        if (_length == 0 || _bytes[_length - 1] != (byte)'/')
        {
            Append("/"u8);
        }

        Append(name);
        return before;
    }

    /// <summary>Comes back from a name below.</summary>
    public void Leave(int before)
    {
        _length = before;
        _bytes[_length] = 0;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length + 1 > _bytes.Length)
        {
            Array.Resize(ref _bytes, 2 * (_length + bytes.Length + 1));
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
        _bytes[_length] = 0;
    }
}
