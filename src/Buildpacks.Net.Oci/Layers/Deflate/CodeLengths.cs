namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>The head of a block with its own codes (RFC 1951 §3.2.7): the lengths of both codes, themselves run-length and Huffman encoded.</summary>
internal sealed class CodeLengths
{
    private const int Symbols = 19;
    private const int MaxLength = 7;
    private const int Repeat = 16;
    private const int ShortZeros = 17;
    private const int LongZeros = 18;
    private readonly PrefixCode _code = new(Symbols, MaxLength);
    private readonly uint[] _counts = new uint[Symbols];
    private readonly byte[] _all = new byte[DeflateFormat.LiteralSymbols + DeflateFormat.DistanceSymbols];
    private readonly byte[] _symbols = new byte[DeflateFormat.LiteralSymbols + DeflateFormat.DistanceSymbols];
    private readonly byte[] _extras = new byte[DeflateFormat.LiteralSymbols + DeflateFormat.DistanceSymbols];
    private int _count;
    private int _literals;
    private int _distances;
    private int _ordered;

    private static ReadOnlySpan<byte> Order => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>Describes two codes.</summary>
    /// <returns>How many bits the description takes.</returns>
    public long Describe(PrefixCode literals, PrefixCode distances)
    {
        _literals = literals.CountUsed(DeflateFormat.FirstLengthSymbol);
        _distances = distances.CountUsed(1);
        literals.Lengths[.._literals].CopyTo(_all);
        distances.Lengths[.._distances].CopyTo(_all.AsSpan(_literals));
        Array.Clear(_counts);
        _count = 0;
        CollectRuns(_all.AsSpan(0, _literals + _distances));
        _code.Make(_counts);
        _ordered = Symbols;
        while (_ordered > 4 && _code.Lengths[Order[_ordered - 1]] == 0)
        {
            _ordered--;
        }

        return 14 + (3 * _ordered) + _code.Measure(_counts)
            + (2 * _counts[Repeat]) + (3 * _counts[ShortZeros]) + (7 * _counts[LongZeros]);
    }

    /// <summary>Writes what was described.</summary>
    public void WriteTo(ref BitWriter bits)
    {
        bits.Write((uint)(_literals - DeflateFormat.FirstLengthSymbol), 5);
        bits.Write((uint)(_distances - 1), 5);
        bits.Write((uint)(_ordered - 4), 4);
        for (var i = 0; i < _ordered; i++)
        {
            bits.Write(_code.Lengths[Order[i]], 3);
        }

        for (var i = 0; i < _count; i++)
        {
            int symbol = _symbols[i];
            bits.Write(_code.Words[symbol], _code.Lengths[symbol]);
            bits.Write(_extras[i], symbol switch { Repeat => 2, ShortZeros => 3, LongZeros => 7, _ => 0 });
        }
    }

    private void CollectRuns(ReadOnlySpan<byte> lengths)
    {
        while (!lengths.IsEmpty)
        {
            var length = lengths[0];
            var run = lengths.IndexOfAnyExcept(length);
            run = run < 0 ? lengths.Length : run;
            lengths = lengths[run..];
            if (length == 0)
            {
                AddZeros(run);
            }
            else
            {
                AddRun(length, run);
            }
        }
    }

    private void AddZeros(int run)
    {
        for (; run >= 11; run -= Math.Min(run, 138))
        {
            Add(LongZeros, Math.Min(run, 138) - 11);
        }

        if (run >= 3)
        {
            Add(ShortZeros, run - 3);
            run = 0;
        }

        AddSingly(0, run);
    }

    private void AddRun(byte length, int run)
    {
        Add(length, 0);
        for (run--; run >= 3; run -= Math.Min(run, 6))
        {
            Add(Repeat, Math.Min(run, 6) - 3);
        }

        AddSingly(length, run);
    }

    private void AddSingly(byte length, int run)
    {
        for (; run > 0; run--)
        {
            Add(length, 0);
        }
    }

    private void Add(int symbol, int extra)
    {
        _symbols[_count] = (byte)symbol;
        _extras[_count++] = (byte)extra;
        _counts[symbol]++;
    }
}
