using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>Decodes one header block of any of the formats in use.</summary>
internal static class TarHeaderDecoder
{
    /// <summary>What one block says, before extensions are applied.</summary>
    internal readonly record struct Block(char TypeFlag, string Name, string LinkName, long Size, TarHeader Header)
    {
        /// <summary>The entry only describes the one that follows, or all that follow.</summary>
        public bool IsExtension => TypeFlag is 'x' or 'g' or 'L' or 'K';
    }

    public static Block Decode(ReadOnlySpan<byte> block, long offset)
    {
        VerifyChecksum(block, offset);
        var flag = (char)block[TarFormat.TypeFlag];
        var name = DecodeName(block);
        var link = PosixText.Decode(UntilNul(block[TarFormat.LinkName]));
        var type = TypeOf(flag, name);
        var size = DecodeNumber(block[TarFormat.Size], offset, "size");
        return new Block(flag, name, link, size, new TarHeader(
            type,
            name,
            (uint)DecodeNumber(block[TarFormat.Mode], offset, "mode") & 0xFFF,
            DecodeNumber(block[TarFormat.UserId], offset, "owner"),
            DecodeNumber(block[TarFormat.GroupId], offset, "group"))
        {
            Size = type == TarEntryType.File ? size : 0,
            LinkName = link,
            DeviceMajor = (uint)DecodeDevice(block[TarFormat.DeviceMajor], type, offset),
            DeviceMinor = (uint)DecodeDevice(block[TarFormat.DeviceMinor], type, offset),
        });
    }

    public static OciException Invalid(long offset, string reason) =>
        new(OciErrors.InvalidTar, $"could not read the tar archive at byte {offset}: {reason}.");

    private static void VerifyChecksum(ReadOnlySpan<byte> block, long offset)
    {
        if (DecodeNumber(block[TarFormat.Checksum], offset, "checksum") != TarFormat.ComputeChecksum(block))
        {
            throw Invalid(offset, "there is no header, or it is damaged: its checksum is wrong");
        }
    }

    private static string DecodeName(ReadOnlySpan<byte> block)
    {
        var name = UntilNul(block[TarFormat.Name]);
        var prefix = block[TarFormat.Magic].StartsWith("ustar\0"u8) ? UntilNul(block[TarFormat.Prefix]) : [];
        return prefix.IsEmpty ? PosixText.Decode(name) : PosixText.Decode([.. prefix, (byte)'/', .. name]);
    }

    private static ReadOnlySpan<byte> UntilNul(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    private static TarEntryType TypeOf(char flag, string name) => flag switch
    {
        '\0' when name.EndsWith('/') => TarEntryType.Directory,
        '\0' or '0' or '7' => TarEntryType.File,
        >= '1' and <= '6' => (TarEntryType)flag,
        _ => TarEntryType.None,
    };

    private static long DecodeDevice(ReadOnlySpan<byte> field, TarEntryType type, long offset) =>
        type is TarEntryType.CharacterDevice or TarEntryType.BlockDevice
            ? DecodeNumber(field, offset, "device number")
            : 0;

    /// <summary>Octal digits between spaces and NULs, or GNU's big-endian binary form marked by the top bit.</summary>
    private static long DecodeNumber(ReadOnlySpan<byte> field, long offset, string what)
    {
        if ((field[0] & 0x80) != 0)
        {
            return DecodeBinary(field, offset, what);
        }

        var value = 0L;
        foreach (var b in field.Trim(" \0"u8))
        {
            if (b is < (byte)'0' or > (byte)'7')
            {
                throw Invalid(offset, $"the {what} is no octal number");
            }

            value = (value << 3) | (uint)(b - '0');
        }

        return value;
    }

    private static long DecodeBinary(ReadOnlySpan<byte> field, long offset, string what)
    {
        var value = (long)(field[0] & 0x7F);
        foreach (var b in field[1..])
        {
            if (value > long.MaxValue >> 8)
            {
                throw Invalid(offset, $"the {what} is out of range");
            }

            value = (value << 8) | b;
        }

        return value;
    }
}
