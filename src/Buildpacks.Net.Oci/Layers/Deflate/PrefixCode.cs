namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>
/// A Huffman code for one alphabet of a block (RFC 1951 §3.2.2): lengths from frequencies, limited to what the format
/// allows, and the code words with their bits reversed, as they are written.
/// </summary>
internal sealed class PrefixCode
{
    private readonly int _maxLength;
    private readonly byte[] _lengths;
    private readonly ushort[] _words;
    private readonly ulong[] _sorted;
    private readonly uint[] _weights;

    public PrefixCode(int symbols, int maxLength)
    {
        _maxLength = maxLength;
        _lengths = new byte[symbols];
        _words = new ushort[symbols];
        _sorted = new ulong[symbols];
        _weights = new uint[symbols];
    }

    /// <summary>The length of each symbol's word in bits; 0 where the symbol does not occur.</summary>
    public ReadOnlySpan<byte> Lengths => _lengths;

    public ReadOnlySpan<ushort> Words => _words;

    /// <summary>The number of symbols up to the last one that occurs.</summary>
    public int CountUsed(int atLeast)
    {
        var count = _lengths.Length;
        while (count > atLeast && _lengths[count - 1] == 0)
        {
            count--;
        }

        return count;
    }

    /// <summary>Makes the best code for some frequencies.</summary>
    public void Make(ReadOnlySpan<uint> frequencies)
    {
        Array.Clear(_lengths);
        var used = CollectUsed(frequencies);
        if (used < 2)
        {
            // Every inflater accepts a code with two words; not every one accepts a single word or none.
            var only = used == 0 ? 0 : (int)(_sorted[0] & 0xFFFF);
            _lengths[only] = 1;
            _lengths[only == 0 ? 1 : 0] = 1;
        }
        else
        {
            AssignLengths(used);
        }

        AssignWords();
    }

    /// <summary>Takes lengths that are given.</summary>
    public void Set(ReadOnlySpan<byte> lengths)
    {
        lengths.CopyTo(_lengths);
        AssignWords();
    }

    /// <summary>How many bits the words of all occurrences take.</summary>
    public long Measure(ReadOnlySpan<uint> frequencies)
    {
        var bits = 0L;
        for (var i = 0; i < frequencies.Length; i++)
        {
            bits += (long)frequencies[i] * _lengths[i];
        }

        return bits;
    }

    private int CollectUsed(ReadOnlySpan<uint> frequencies)
    {
        var used = 0;
        for (var i = 0; i < frequencies.Length; i++)
        {
            if (frequencies[i] != 0)
            {
                _sorted[used++] = ((ulong)frequencies[i] << 16) | (uint)i;
            }
        }

        // No two are equal, so that every way to sort them gives the same.
        _sorted.AsSpan(0, used).Sort();
        return used;
    }

    private void AssignLengths(int used)
    {
        Span<int> ofLength = stackalloc int[DeflateFormat.MaxCodeLength + 1];
        ofLength.Clear();
        FindDepths(used);
        CountLengths(used, ofLength);
        var next = 0;
        for (var length = _maxLength; length > 0; length--)
        {
            for (var i = 0; i < ofLength[length]; i++)
            {
                _lengths[(int)(_sorted[next++] & 0xFFFF)] = (byte)length;
            }
        }
    }

    /// <summary>
    /// Turns sorted weights into the depths of the inner nodes of their Huffman tree, in place (Moffat and Katajainen,
    /// 1995): first each node's parent, then from the root down each node's depth.
    /// </summary>
    private void FindDepths(int used)
    {
        var weights = _weights;
        for (var i = 0; i < used; i++)
        {
            weights[i] = (uint)(_sorted[i] >> 16);
        }

        var node = 0;
        var leaf = 0;
        for (var next = 0; next < used - 1; next++)
        {
            var sum = 0u;
            for (var child = 0; child < 2; child++)
            {
                if (leaf >= used || (node < next && weights[node] < weights[leaf]))
                {
                    sum += weights[node];
                    weights[node++] = (uint)next;
                }
                else
                {
                    sum += weights[leaf++];
                }
            }

            weights[next] = sum;
        }

        weights[used - 2] = 0;
        for (var next = used - 3; next >= 0; next--)
        {
            weights[next] = weights[weights[next]] + 1;
        }
    }

    /// <summary>Counts the words of each length; those that are too long are made shorter at the cost of others.</summary>
    private void CountLengths(int used, Span<int> ofLength)
    {
        var node = used - 2;
        var open = 1;
        for (var depth = 0; open > 0; depth++)
        {
            var inner = 0;
            while (node >= 0 && _weights[node] == depth)
            {
                inner++;
                node--;
            }

            ofLength[Math.Min(depth, _maxLength)] += open - inner;
            open = 2 * inner;
        }

        var taken = 0L;
        for (var length = 1; length <= _maxLength; length++)
        {
            taken += (long)ofLength[length] << (_maxLength - length);
        }

        for (; taken > 1L << _maxLength; taken--)
        {
            var length = _maxLength - 1;
            while (ofLength[length] == 0)
            {
                length--;
            }

            ofLength[length]--;
            ofLength[length + 1] += 2;
            ofLength[_maxLength]--;
        }
    }

    private void AssignWords()
    {
        Span<int> next = stackalloc int[DeflateFormat.MaxCodeLength + 2];
        next.Clear();
        foreach (var length in _lengths)
        {
            next[length + 1]++;
        }

        next[1] = 0;
        for (var length = 1; length <= DeflateFormat.MaxCodeLength; length++)
        {
            next[length] = (next[length] + next[length - 1]) << 1;
        }

        for (var symbol = 0; symbol < _lengths.Length; symbol++)
        {
            var length = _lengths[symbol];
            _words[symbol] = length == 0 ? (ushort)0 : Reverse(next[length]++, length);
        }
    }

    private static ushort Reverse(int word, int length)
    {
        var x = (uint)word;
        x = ((x & 0x5555) << 1) | ((x >> 1) & 0x5555);
        x = ((x & 0x3333) << 2) | ((x >> 2) & 0x3333);
        x = ((x & 0x0F0F) << 4) | ((x >> 4) & 0x0F0F);
        x = ((x & 0x00FF) << 8) | (x >> 8);
        return (ushort)(x >> (16 - length));
    }
}
