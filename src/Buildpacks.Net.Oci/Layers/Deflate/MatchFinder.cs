using System.Numerics;
using System.Runtime.CompilerServices;

namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>
/// Finds repetitions in a chunk. What it finds depends on the chunk and on the dictionary before it alone: never on
/// buffers, threads, or the kind of processor.
/// </summary>
internal abstract unsafe class MatchFinder
{
    /// <summary>Where positions are counted from: the dictionary's first byte.</summary>
    protected byte* Base { get; private set; }

    /// <summary>The first byte that is not in a token yet.</summary>
    public byte* Position { get; protected set; }

    /// <summary>Behind the chunk's last byte.</summary>
    protected byte* End { get; private set; }

    /// <summary>Whether all of the chunk is in tokens.</summary>
    public bool AtEnd => Position == End;

    /// <summary>Begins a chunk.</summary>
    /// <param name="start">Its first byte.</param>
    /// <param name="dictionary">How many bytes before it may be referred to.</param>
    /// <param name="length">Its length.</param>
    public void Begin(byte* start, int dictionary, int length)
    {
        Base = start - dictionary;
        Position = start;
        End = start + length;
        Reset();
    }

    /// <summary>Adds tokens until the block is full or the chunk at its end.</summary>
    public abstract void Fill(TokenBlock tokens);

    /// <summary>Forgets the last chunk and learns the dictionary of this one.</summary>
    protected abstract void Reset();

    /// <summary>How many bytes are equal, up to a limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static int CountEqual(byte* one, byte* other, int known, int limit)
    {
        var length = known;
        while (length + sizeof(ulong) <= limit)
        {
            var difference = Load64(one + length) ^ Load64(other + length);
            if (difference != 0)
            {
                return length + (BitOperations.TrailingZeroCount(difference) >> 3);
            }

            length += sizeof(ulong);
        }

        while (length < limit && one[length] == other[length])
        {
            length++;
        }

        return length;
    }

    // In the order of the bytes in memory, on every processor that .NET runs on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static ulong Load64(byte* at) => Unsafe.ReadUnaligned<ulong>(at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static uint Load32(byte* at) => Unsafe.ReadUnaligned<uint>(at);
}
