using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Buildpacks.Net.Shared;

/// <summary>
/// The names in a directory, as bytes and in their order: for directories with very many files, of which nothing else is kept.
/// </summary>
internal sealed unsafe class DirectoryNames : IDisposable
{
    private const int HeadLength = 2;

    // Pieces instead of one array that grows: what is in it need not be copied, nor be there twice meanwhile. A name's place is the
    // number of its piece and, in the low bits, where it begins.
    private const int PieceBits = 16;
    private readonly List<byte[]> _pieces = [];
    private int[] _places = ArrayPool<int>.Shared.Rent(64);
    private int _used = 1 << PieceBits;

    private DirectoryNames()
    {
    }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>A name; valid until this is disposed.</summary>
    public ReadOnlySpan<byte> this[int index] => NameAt(_places[index]);

    /// <summary>Reads a directory.</summary>
    /// <param name="terminatedPath">Its path, with a NUL at the end.</param>
    /// <exception cref="PosixException">It cannot be read.</exception>
    public static DirectoryNames Read(ReadOnlySpan<byte> terminatedPath)
    {
        fixed (byte* path = terminatedPath)
        {
            var descriptor = LibC.Open(path, LibC.OpenReadOnly | LibC.OpenDirectory | LibC.OpenCloseOnExec, 0);
            if (descriptor < 0)
            {
                throw Failed(terminatedPath);
            }

            var names = new DirectoryNames();
            try
            {
                names.ReadAll(descriptor, terminatedPath);
                names._places.AsSpan(0, names.Count).Sort((left, right) => names.NameAt(left).SequenceCompareTo(names.NameAt(right)));
                return names;
            }
            catch
            {
                names.Dispose();
                throw;
            }
            finally
            {
                _ = LibC.Close(descriptor);
            }
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (var piece in _pieces)
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        _pieces.Clear();
        ArrayPool<int>.Shared.Return(_places);
        _places = [];
        Count = 0;
    }

    private ReadOnlySpan<byte> NameAt(int place)
    {
        var head = HeadAt(place);
        return head.Slice(HeadLength, BinaryPrimitives.ReadUInt16LittleEndian(head));
    }

    private Span<byte> HeadAt(int place) => _pieces[place >> PieceBits].AsSpan(place & ((1 << PieceBits) - 1));

    private void ReadAll(int descriptor, ReadOnlySpan<byte> terminatedPath)
    {
        const int room = 32 * 1024;
        var entries = stackalloc byte[room];
        while (true)
        {
            var length = LibC.GetDirectoryEntries(descriptor, entries, room);
            if (length <= 0)
            {
                if (length < 0)
                {
                    throw Failed(terminatedPath);
                }

                return;
            }

            // struct linux_dirent64: inode 8, offset 8, record length 2, type 1, then the name.
            for (nint at = 0; at < length; at += *(ushort*)(entries + at + 16))
            {
                Add(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entries + at + 19));
            }
        }
    }

    private void Add(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("."u8) || name.SequenceEqual(".."u8))
        {
            return;
        }

        if (_used + HeadLength + name.Length > 1 << PieceBits)
        {
            _pieces.Add(ArrayPool<byte>.Shared.Rent(1 << PieceBits));
            _used = 0;
        }

        if (Count == _places.Length)
        {
            var larger = ArrayPool<int>.Shared.Rent(2 * Count);
            _places.CopyTo(larger, 0);
            ArrayPool<int>.Shared.Return(_places);
            _places = larger;
        }

        var place = ((_pieces.Count - 1) << PieceBits) | _used;
        var head = HeadAt(place);
        BinaryPrimitives.WriteUInt16LittleEndian(head, (ushort)name.Length);
        name.CopyTo(head[HeadLength..]);
        _places[Count++] = place;
        _used += HeadLength + name.Length;
    }

    private static PosixException Failed(ReadOnlySpan<byte> terminatedPath) =>
        PosixException.Last("read the directory", PosixText.Decode(terminatedPath[..^1]));
}
