using System.Buffers;
using System.Text;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>Encodes headers: a plain USTAR block where everything fits, else a PAX extension in front of one.</summary>
internal sealed class TarHeaderEncoder
{
    private const long ShortOctalLimit = 1L << 21;
    private const long LongOctalLimit = 1L << 33;
    private readonly long _modified;
    private readonly ArrayBufferWriter<byte> _extended = new(4096);

    public TarHeaderEncoder(long modified)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(modified);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(modified, LongOctalLimit);
        _modified = modified;
    }

    /// <summary>Writes a plain USTAR header; false when the entry needs <see cref="EncodeExtended"/>.</summary>
    public bool TryEncodePlain(in TarHeader header, Span<byte> block)
    {
        if (header.ExtendedAttributes is not null || header.UserId >= ShortOctalLimit || header.GroupId >= ShortOctalLimit || header.Size >= LongOctalLimit
            || !IsPlain(header.Name) || !IsPlain(header.LinkName)
            || header.LinkName?.Length > TarFormat.NameLength)
        {
            return false;
        }

        var name = header.Name.AsSpan();
        var prefix = ReadOnlySpan<char>.Empty;
        if (name.Length > TarFormat.NameLength)
        {
            var slash = FindSplit(name);
            if (slash < 0)
            {
                return false;
            }

            prefix = name[..slash];
            name = name[(slash + 1)..];
        }

        block.Clear();
        Ascii.FromUtf16(name, block[TarFormat.Name], out _);
        Ascii.FromUtf16(prefix, block[TarFormat.Prefix], out _);
        Ascii.FromUtf16(header.LinkName, block[TarFormat.LinkName], out _);
        EncodeNumbers(header, block);
        return true;
    }

    /// <summary>Writes a PAX extension entry and the header it belongs to. Valid until the next call.</summary>
    public ReadOnlySpan<byte> EncodeExtended(in TarHeader header)
    {
        var name = PosixText.Encode(header.Name);
        var link = PosixText.Encode(header.LinkName);
        if (name.AsSpan().Contains((byte)0) || link.AsSpan().Contains((byte)0))
        {
            throw new OciException(
                OciErrors.UnreadableSource, $"could not store '{header.Name}': a name in an archive cannot hold a NUL.");
        }

        _extended.ResetWrittenCount();
        var records = PaxRecords.Encode(header, name, link);
        EncodeExtensionHeader(name, records.Length);
        _extended.Write(records);
        Pad();
        var block = NewBlock();
        CopyTruncated(DropNonAscii(name), block[TarFormat.Name]);
        CopyTruncated(DropNonAscii(link), block[TarFormat.LinkName]);
        EncodeNumbers(header, block);
        _extended.Advance(TarFormat.BlockSize);
        return _extended.WrittenSpan;
    }

    private void EncodeExtensionHeader(byte[] name, int length)
    {
        var block = NewBlock();
        var path = DropNonAscii(PaxRecords.NameOfExtension(name)).AsSpan();
        path[..Math.Min(path.Length, TarFormat.NameLength)].TrimEnd((byte)'/').CopyTo(block);
        EncodeOctal(0, block[TarFormat.Mode]);
        EncodeOctal(0, block[TarFormat.UserId]);
        EncodeOctal(0, block[TarFormat.GroupId]);
        EncodeOctal(length, block[TarFormat.Size]);
        EncodeOctal(0, block[TarFormat.Modified]);
        block[TarFormat.TypeFlag] = (byte)'x';
        Seal(block);
        _extended.Advance(TarFormat.BlockSize);
    }

    private Span<byte> NewBlock()
    {
        var block = _extended.GetSpan(TarFormat.BlockSize)[..TarFormat.BlockSize];
        block.Clear();
        return block;
    }

    private void Pad()
    {
        var padding = TarFormat.RoundUp(_extended.WrittenCount) - _extended.WrittenCount;
        _extended.GetSpan(TarFormat.BlockSize)[..padding].Clear();
        _extended.Advance(padding);
    }

    private void EncodeNumbers(in TarHeader header, Span<byte> block)
    {
        EncodeOctal(header.Mode, block[TarFormat.Mode]);
        EncodeOctal(header.UserId, block[TarFormat.UserId]);
        EncodeOctal(header.GroupId, block[TarFormat.GroupId]);
        EncodeOctal(header.Size, block[TarFormat.Size]);
        EncodeOctal(_modified, block[TarFormat.Modified]);
        block[TarFormat.TypeFlag] = (byte)header.Type;
        EncodeOctal(header.DeviceMajor, block[TarFormat.DeviceMajor]);
        EncodeOctal(header.DeviceMinor, block[TarFormat.DeviceMinor]);
        Seal(block);
    }

    private static void Seal(Span<byte> block)
    {
        "ustar\000"u8.CopyTo(block[TarFormat.Magic]);
        var field = block[TarFormat.Checksum];
        EncodeOctal(TarFormat.ComputeChecksum(block), field[..7]);
        field[7] = (byte)' ';
    }

    /// <summary>Zero-padded octal digits and a NUL; what does not fit is written as 0, its value stands in a PAX record.</summary>
    private static void EncodeOctal(long value, Span<byte> field)
    {
        var digits = field.Length - 1;
        if (value < 0 || value >= 1L << (3 * digits))
        {
            value = 0;
        }

        for (var i = digits - 1; i >= 0; i--)
        {
            field[i] = (byte)('0' + (value & 7));
            value >>= 3;
        }

        field[digits] = 0;
    }

    private static bool IsPlain(ReadOnlySpan<char> text) => Ascii.IsValid(text) && !text.Contains('\0');

    /// <summary>Where a long name is split into prefix and name: the last slash that leaves both short enough, or -1.</summary>
    private static int FindSplit(ReadOnlySpan<char> name)
    {
        var length = name.Length > TarFormat.PrefixLength + 1 ? TarFormat.PrefixLength + 1
            : name[^1] == '/' ? name.Length - 1
            : name.Length;
        var slash = name[..length].LastIndexOf('/');
        var rest = name.Length - slash - 1;
        return slash <= 0 || rest is 0 or > TarFormat.NameLength ? -1 : slash;
    }

    private static byte[] DropNonAscii(ReadOnlySpan<byte> text)
    {
        var kept = new byte[text.Length];
        var count = 0;
        foreach (var b in text)
        {
            if (b < 0x80)
            {
                kept[count++] = b;
            }
        }

        return kept[..count];
    }

    private static void CopyTruncated(ReadOnlySpan<byte> text, Span<byte> field)
    {
        text[..Math.Min(text.Length, field.Length)].CopyTo(field);
        if (text.Length > field.Length && field[^1] == '/')
        {
            // A cut name must not look like a directory's.
            field[text[..(field.Length - 1)].TrimEnd((byte)'/').Length] = 0;
        }
    }
}
