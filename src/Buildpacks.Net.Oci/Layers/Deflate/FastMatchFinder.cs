using System.Numerics;
using System.Runtime.CompilerServices;

namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>
/// Looks at two positions at a time and for each at the one place where its five bytes were seen last; of the two the
/// longer match is taken. Where nothing is found for a while it looks ever more rarely.
/// </summary>
/// <remarks>
/// What costs most here is a wrongly predicted branch: the choice between both positions is arithmetic, and places out
/// of reach are not told apart but folded into the window, where the comparison rejects them.
/// </remarks>
internal sealed unsafe class FastMatchFinder : MatchFinder
{
    private const int TableBits = 14;
    private const int DictionaryStep = 4;
    private const int MinLength = 4;

    // After 64 bytes without a match eight are passed over, after 128 sixteen, and so on.
    private const int SkipShift = 6;
    private const int SkipUnit = 8;
    private const int MaxSkipUnits = 16;

    // Inside the main loop every access stays in the chunk, and a block is never overfilled.
    private const int Margin = DeflateFormat.MaxMatch + ((MaxSkipUnits + 2) * SkipUnit);
    private const int Stretch = 8 * 1024;
    private readonly ushort[] _places = GC.AllocateArray<ushort>(1 << TableBits, pinned: true);
    private readonly ushort[] _extraMasks = GC.AllocateArray<ushort>(DeflateFormat.DistanceSymbols, pinned: true);

    public FastMatchFinder()
    {
        for (var i = 0; i < _extraMasks.Length; i++)
        {
            _extraMasks[i] = (ushort)((1 << DeflateFormat.DistanceExtraBits(i)) - 1);
        }
    }

    public override void Fill(TokenBlock tokens)
    {
        if (Position == Base)
        {
            tokens.AddLiteral(*Position++);
        }

        while (End - Position > Margin && tokens.Next < tokens.Full)
        {
            var stretch = (int)Math.Min(Stretch, End - Margin - Position);
            Search(tokens, Position + stretch);
        }

        if (End - Position <= Margin)
        {
            SearchEnd(tokens);
        }
    }

    protected override void Reset()
    {
        Array.Clear(_places);
        for (var at = Base; at + sizeof(ulong) < Position; at += DictionaryStep)
        {
            _places[Hash(Load64(at))] = (ushort)(at - Base);
        }
    }

    // Five bytes decide: the bits taken from the product depend on no others.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Hash(ulong bytes) => (nuint)(bytes * 0x5F356495UL >> (40 - TableBits)) & ((1 << TableBits) - 1);

    private void Search(TokenBlock tokens, byte* limit)
    {
        var places = (ushort*)Unsafe.AsPointer(ref _places[0]);
        var counts = tokens.Counts;
        var origin = Base;
        var at = Position;
        var lastMatch = at;
        var token = tokens.Next;
        while (at < limit)
        {
            var bytes0 = Load64(at);
            var bytes1 = Load64(at + 1);
            var place = (uint)(at - origin);
            var distance0 = Exchange(ref places[Hash(bytes0)], place);
            var distance1 = Exchange(ref places[Hash(bytes1)], place + 1);
            var length0 = (uint)BitOperations.TrailingZeroCount(Load64(at - 1 - distance0) ^ bytes0) >> 3;
            var length1 = (uint)BitOperations.TrailingZeroCount(Load64(at - distance1) ^ bytes1) >> 3;
            if ((length0 | length1) < MinLength)
            {
                *token++ = Pair((uint)bytes0, counts);
                at += 2;
                if (at - lastMatch > 1 << SkipShift)
                {
                    Skip(ref at, ref token, counts, at - lastMatch);
                }

                continue;
            }

            // The second wins only when it is longer: then the first position becomes a literal.
            var second = length1 > length0 ? 1u : 0u;
            var choice = 0 - second;
            *token = (byte)bytes0 | (TokenBlock.Nothing << TokenBlock.SecondShift);
            counts[(byte)bytes0] += second;
            token += second;
            at += second;
            var length = length0 ^ ((length0 ^ length1) & choice);
            var distance = (uint)distance0 ^ (((uint)distance0 ^ (uint)distance1) & choice);
            *token++ = Match(at, distance, ref length, tokens);
            places[Hash(Load64(at + 2))] = (ushort)(place + 2 + second);
            at += length;
            places[Hash(Load64(at - 1))] = (ushort)(at - 1 - origin);
            lastMatch = at;
        }

        Position = at;
        tokens.Next = token;
    }

    /// <summary>Puts a position in its place.</summary>
    /// <returns>How far, less one, it is from the position that was there, within the window.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Exchange(ref ushort place, uint position)
    {
        var distance = (position - 1 - place) & (DeflateFormat.WindowSize - 1);
        place = (ushort)position;
        return distance;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Pair(uint bytes, uint* counts)
    {
        counts[(byte)bytes]++;
        counts[(byte)(bytes >> 8)]++;
        return (ushort)bytes + (bytes & 0xFF00);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Match(byte* at, uint distance, ref uint length, TokenBlock tokens)
    {
        if (length == sizeof(ulong))
        {
            length = (uint)CountEqual(at, at - 1 - distance, sizeof(ulong), DeflateFormat.MaxMatch);
        }

        var extraBits = BitOperations.Log2(distance | 3) - 1;
        var symbol = (uint)(2 * extraBits) + (distance >> extraBits);
        var extra = distance & Unsafe.Add(ref _extraMasks[0], symbol);
        tokens.Counts[length + 256 - DeflateFormat.MinMatch]++;
        tokens.DistanceCounts[symbol]++;
        return length + (256 - DeflateFormat.MinMatch + (TokenBlock.Distances << TokenBlock.SecondShift))
            + (symbol << TokenBlock.SecondShift) + (extra << TokenBlock.ExtraShift);
    }

    private static void Skip(ref byte* at, ref uint* token, uint* counts, long sinceMatch)
    {
        var units = (int)Math.Min(sinceMatch >> SkipShift, MaxSkipUnits);
        for (var end = at + (units * SkipUnit); at < end; at += 2)
        {
            *token++ = Pair(Load32(at), counts);
        }
    }

    /// <summary>The last few hundred bytes, where matches must not run over the end.</summary>
    private void SearchEnd(TokenBlock tokens)
    {
        while (Position < End && tokens.Next < tokens.Full)
        {
            var left = (int)(End - Position);
            var length = 0;
            var distance = 0u;
            if (left >= sizeof(ulong))
            {
                var hash = Hash(Load64(Position));
                var place = (uint)(Position - Base);
                distance = (place - 1 - _places[hash]) & (DeflateFormat.WindowSize - 1);
                _places[hash] = (ushort)place;
                length = CountEqual(Position, Position - 1 - distance, 0, Math.Min(left, DeflateFormat.MaxMatch));
            }

            if (length < MinLength)
            {
                tokens.AddLiteral(*Position++);
                continue;
            }

            tokens.AddMatch(length, distance);
            Position += length;
        }
    }
}
