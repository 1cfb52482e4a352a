using System.Runtime.CompilerServices;

namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>Writes blocks of tokens in whichever of the format's three ways takes the fewest bits (RFC 1951 §3.2.3).</summary>
internal sealed unsafe class BlockWriter
{
    private const uint FixedBlock = 1;
    private const uint DynamicBlock = 2;
    private readonly PrefixCode _literals = new(DeflateFormat.LiteralSymbols, DeflateFormat.MaxCodeLength);
    private readonly PrefixCode _distances = new(DeflateFormat.DistanceSymbols, DeflateFormat.MaxCodeLength);
    private readonly PrefixCode _fixedLiterals = new(288, DeflateFormat.MaxCodeLength);
    private readonly PrefixCode _fixedDistances = new(DeflateFormat.DistanceSymbols, DeflateFormat.MaxCodeLength);
    private readonly CodeLengths _lengths = new();
    private readonly uint[] _literalCounts = new uint[DeflateFormat.LiteralSymbols];
    private readonly uint[] _distanceCounts = new uint[DeflateFormat.DistanceSymbols];
    private readonly TokenCodes _codes = new();

    public BlockWriter()
    {
        Span<byte> lengths = stackalloc byte[288];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        _fixedLiterals.Set(lengths);
        lengths[..DeflateFormat.DistanceSymbols].Fill(5);
        _fixedDistances.Set(lengths[..DeflateFormat.DistanceSymbols]);
    }

    /// <summary>Writes one block.</summary>
    /// <param name="bits">Where it goes.</param>
    /// <param name="tokens">What it says.</param>
    /// <param name="source">The bytes that the tokens stand for.</param>
    /// <param name="last">Whether it is the last block of the stream.</param>
    public void Write(ref BitWriter bits, TokenBlock tokens, ReadOnlySpan<byte> source, bool last)
    {
        var extraBits = SumUp(tokens);
        _literals.Make(_literalCounts);
        _distances.Make(_distanceCounts);
        var ownCost = _lengths.Describe(_literals, _distances) + Measure(_literals, _distances);
        var fixedCost = Measure(_fixedLiterals, _fixedDistances);
        if (MeasureStored(source.Length) <= Math.Min(ownCost, fixedCost) + extraBits)
        {
            WriteStored(ref bits, source, last);
        }
        else if (fixedCost <= ownCost)
        {
            WriteHead(ref bits, FixedBlock, last);
            WriteTokens(ref bits, tokens, _fixedLiterals, _fixedDistances);
        }
        else
        {
            WriteHead(ref bits, DynamicBlock, last);
            _lengths.WriteTo(ref bits);
            WriteTokens(ref bits, tokens, _literals, _distances);
        }
    }

    /// <summary>Writes bytes as they are, in as many blocks as that takes; none at all is an empty block.</summary>
    public static void WriteStored(ref BitWriter bits, ReadOnlySpan<byte> source, bool last)
    {
        do
        {
            var length = Math.Min(source.Length, DeflateFormat.MaxStoredLength);
            WriteHead(ref bits, 0, last && length == source.Length);
            bits.Align();
            bits.Write((uint)length | ((uint)~length << 16), 32);
            source[..length].CopyTo(new Span<byte>(bits.Output, length));
            bits.Output += length;
            source = source[length..];
        }
        while (!source.IsEmpty);
    }

    private static void WriteHead(ref BitWriter bits, uint kind, bool last) =>
        bits.Write((kind << 1) | (last ? 1u : 0u), 3);

    private static long MeasureStored(int length)
    {
        var blocks = ((length - 1) / DeflateFormat.MaxStoredLength) + 1;
        return (8L * length) + (blocks * (3 + 7 + 32));
    }

    private long Measure(PrefixCode literals, PrefixCode distances) =>
        literals.Measure(_literalCounts) + distances.Measure(_distanceCounts);

    /// <summary>Counts the symbols of the format.</summary>
    /// <returns>The number of extra bits, which no code changes.</returns>
    private long SumUp(TokenBlock tokens)
    {
        var extraBits = 0L;
        var symbols = _literalCounts.AsSpan();
        new ReadOnlySpan<uint>(tokens.Counts, 256).CopyTo(symbols);
        symbols[256..].Clear();
        symbols[DeflateFormat.EndOfBlock] = 1;
        for (var i = 0; i < 256; i++)
        {
            var symbol = DeflateFormat.LengthSymbols[i];
            var count = tokens.Counts[256 + i];
            symbols[DeflateFormat.FirstLengthSymbol + symbol] += count;
            extraBits += (long)count * DeflateFormat.LengthExtraBits[symbol];
        }

        for (var i = 0; i < DeflateFormat.DistanceSymbols; i++)
        {
            _distanceCounts[i] = tokens.DistanceCounts[i];
            extraBits += (long)tokens.DistanceCounts[i] * DeflateFormat.DistanceExtraBits(i);
        }

        return extraBits;
    }

    private void WriteTokens(ref BitWriter bits, TokenBlock tokens, PrefixCode literals, PrefixCode distances)
    {
        _codes.Set(literals, distances);
        Encode(ref bits, tokens.First, tokens.Next, _codes.First, _codes.Second);
        bits.Write(literals.Words[DeflateFormat.EndOfBlock], literals.Lengths[DeflateFormat.EndOfBlock]);
    }

    // One token is at most 15 + 5 + 15 + 13 = 48 bits, so that with 7 pending ones everything fits 64.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Encode(ref BitWriter bits, uint* token, uint* end, uint* firstCodes, uint* secondCodes)
    {
        var output = bits.Output;
        var pending = bits.Pending;
        var count = (nuint)bits.PendingCount;
        for (; token < end; token++)
        {
            var value = *token;
            var first = firstCodes[value & 511];
            var second = secondCodes[(value >> TokenBlock.SecondShift) & 511];

            // Shifting counts only the lowest six bits, which is where both entries keep the length of their word.
            var added = (first >> 8)
                | (((second >> 16) | ((ulong)(value >> TokenBlock.ExtraShift) << (int)second)) << (int)first);
            pending |= added << (int)count;
            count += (byte)first;
            count += (byte)(second >> 8);
            Unsafe.WriteUnaligned(output, pending);
            output += count >> 3;
            pending >>= (int)count & 56;
            count &= 7;
        }

        bits.Output = output;
        bits.Pending = pending;
        bits.PendingCount = (int)count;
    }
}
