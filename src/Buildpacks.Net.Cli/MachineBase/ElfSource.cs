using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>Bounded reads from an ELF file, in its own byte order.</summary>
internal sealed class ElfSource
{
    private readonly SafeFileHandle _file;

    private ElfSource(SafeFileHandle file, long length, byte[] header)
    {
        _file = file;
        Length = length;
        Header = header;
        Is64Bit = header[4] == 2;
        IsBigEndian = header[5] == 2;
    }

    /// <summary>The bytes of the file.</summary>
    public long Length { get; }

    /// <summary>The file's header: 52 bytes, or 64 when addresses have 64 bits.</summary>
    public byte[] Header { get; }

    public bool Is64Bit { get; }

    public bool IsBigEndian { get; }

    /// <summary>Starts reading; null when the file is no ELF file.</summary>
    public static ElfSource? TryOpen(SafeFileHandle file)
    {
        var header = new byte[64];
        var length = RandomAccess.Read(file, header, 0);
        var known = length >= 52 && header.AsSpan().StartsWith("\u007FELF"u8) && header[4] is 1 or 2 && header[5] is 1 or 2;
        return known && (header[4] == 1 || length == 64) ? new ElfSource(file, RandomAccess.GetLength(file), header) : null;
    }

    /// <summary>Fills a buffer from some place of the file; false when the file does not reach that far.</summary>
    public bool TryRead(ulong offset, Span<byte> buffer) =>
        offset <= (ulong)Length && ReadSome(offset, buffer) == buffer.Length;

    /// <summary>Reads as much as there is from some place of the file.</summary>
    public int ReadSome(ulong offset, Span<byte> buffer)
    {
        var count = 0;
        while (count < buffer.Length && offset <= (ulong)Length)
        {
            var read = RandomAccess.Read(_file, buffer[count..], (long)offset + count);
            if (read == 0)
            {
                break;
            }

            count += read;
        }

        return count;
    }

    public ushort Half(ReadOnlySpan<byte> at) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

    public uint Word(ReadOnlySpan<byte> at) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

    /// <summary>A number as wide as an address.</summary>
    public ulong Address(ReadOnlySpan<byte> at) => !Is64Bit ? Word(at)
        : IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(at) : BinaryPrimitives.ReadUInt64LittleEndian(at);
}
