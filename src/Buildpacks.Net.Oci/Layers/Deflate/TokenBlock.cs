using System.Runtime.CompilerServices;

namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>
/// What a match finder found, until it becomes one block: tokens, and how often each symbol occurs. A token is a match,
/// one literal or two, all in one shape, so that encoding needs no branches:
/// bits 0 to 8 the first symbol (a literal, or 256 + length - 3), bits 9 to 17 the second (a literal,
/// 256 + distance symbol, or <see cref="Nothing"/>), bits 18 to 30 the extra bits of the distance.
/// </summary>
/// <remarks>All memory is pinned for as long as this lives; pointers into it stay good.</remarks>
internal sealed unsafe class TokenBlock
{
    public const uint Nothing = 511;
    public const int SecondShift = 9;
    public const int ExtraShift = 18;

    /// <summary>Where distance symbols begin among the second symbols.</summary>
    public const uint Distances = 256;

    /// <summary>How many tokens make a block: fewer fit the data better, more spare time and headers.</summary>
    public const int Capacity = 32 * 1024;

    // A match finder looks only now and then whether the block is full.
    private const int Slack = 8 * 1024;
    private readonly uint[] _tokens = GC.AllocateUninitializedArray<uint>(Capacity + Slack, pinned: true);
    private readonly uint[] _counts = GC.AllocateArray<uint>(1024, pinned: true);

    public TokenBlock()
    {
        First = (uint*)Unsafe.AsPointer(ref _tokens[0]);
        Full = First + Capacity;
        Next = First;
        Counts = (uint*)Unsafe.AsPointer(ref _counts[0]);
        DistanceCounts = Counts + 512;
    }

    public uint* First { get; }

    /// <summary>From here on no further token needs to be added.</summary>
    public uint* Full { get; }

    /// <summary>Behind the last token.</summary>
    public uint* Next { get; set; }

    /// <summary>How often each literal (0 to 255) and each length less 3 (from 256) occurs.</summary>
    public uint* Counts { get; }

    /// <summary>How often each distance symbol occurs.</summary>
    public uint* DistanceCounts { get; }

    public void Clear()
    {
        Next = First;
        Array.Clear(_counts);
    }

    public void AddLiteral(byte literal)
    {
        *Next++ = literal | (Nothing << SecondShift);
        Counts[literal]++;
    }

    public void AddMatch(int length, uint distanceLessOne)
    {
        var symbol = (uint)DeflateFormat.DistanceSymbol(distanceLessOne);
        var extra = distanceLessOne & ((1u << DeflateFormat.DistanceExtraBits((int)symbol)) - 1);
        var first = (uint)(length - DeflateFormat.MinMatch + 256);
        *Next++ = first | ((Distances + symbol) << SecondShift) | (extra << ExtraShift);
        Counts[first]++;
        DistanceCounts[symbol]++;
    }
}
