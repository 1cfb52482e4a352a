namespace Buildpacks.Net.Oci.Layers;

/// <summary>Where the fields of a USTAR header are (POSIX pax, "ustar Interchange Format").</summary>
internal static class TarFormat
{
    internal const int BlockSize = 512;
    internal const int NameLength = 100;
    internal const int PrefixLength = 155;

    internal static readonly Range Name = 0..100;
    internal static readonly Range Mode = 100..108;
    internal static readonly Range UserId = 108..116;
    internal static readonly Range GroupId = 116..124;
    internal static readonly Range Size = 124..136;
    internal static readonly Range Modified = 136..148;
    internal static readonly Range Checksum = 148..156;
    internal const int TypeFlag = 156;
    internal static readonly Range LinkName = 157..257;
    internal static readonly Range Magic = 257..265;
    internal static readonly Range DeviceMajor = 329..337;
    internal static readonly Range DeviceMinor = 337..345;
    internal static readonly Range Prefix = 345..500;

    /// <summary>The next multiple of 512.</summary>
    internal static int RoundUp(int length) => (length + BlockSize - 1) & -BlockSize;

    /// <summary>The next multiple of 512.</summary>
    internal static long RoundUp(long length) => (length + BlockSize - 1) & -BlockSize;

    /// <summary>The sum of a header's bytes, with those of the checksum itself counted as spaces.</summary>
    internal static int ComputeChecksum(ReadOnlySpan<byte> header)
    {
        var sum = 0;
        foreach (var b in header)
        {
            sum += b;
        }

        foreach (var b in header[Checksum])
        {
            sum += ' ' - b;
        }

        return sum;
    }
}
