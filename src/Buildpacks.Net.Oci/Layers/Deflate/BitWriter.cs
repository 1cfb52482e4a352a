using System.Runtime.CompilerServices;

namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>
/// Puts bits into memory, the lowest first (RFC 1951 §3.1.1). Writes eight bytes at a time: as many must be there behind
/// the last one that counts.
/// </summary>
internal unsafe struct BitWriter(byte* output)
{
    /// <summary>Where the next whole byte goes.</summary>
    public byte* Output = output;

    /// <summary>Bits that do not make a whole byte yet.</summary>
    public ulong Pending;

    /// <summary>How many bits are pending: 0 to 7.</summary>
    public int PendingCount;

    /// <summary>Writes up to 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(uint bits, int count)
    {
        Pending |= (ulong)bits << PendingCount;
        PendingCount += count;
        Unsafe.WriteUnaligned(Output, Pending);
        Output += PendingCount >> 3;
        Pending >>= PendingCount & 56;
        PendingCount &= 7;
    }

    /// <summary>Fills the last byte with zeros.</summary>
    public void Align()
    {
        if (PendingCount > 0)
        {
            *Output++ = (byte)Pending;
            Pending = 0;
            PendingCount = 0;
        }
    }
}
