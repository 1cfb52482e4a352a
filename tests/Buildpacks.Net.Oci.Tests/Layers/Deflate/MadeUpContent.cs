using System.Text;

namespace Buildpacks.Net.Oci.Tests.Layers.Deflate;

/// <summary>Content of many kinds, the same in every run and on every machine.</summary>
internal static class MadeUpContent
{
    public static IEnumerable<(string Name, byte[] Content)> All()
    {
        foreach (var length in (int[])[0, 1, 2, 3, 4, 7, 8, 9, 257, 258, 259, 400, 402, 403, 65535, 65536, 524287, 524288, 524289])
        {
            yield return ($"{length} zeros", new byte[length]);
            yield return ($"{length} bytes of text", Text(length, length));
            yield return ($"{length} random bytes", Noise(length, length));
        }

        yield return ("text of several chunks", Text(1_700_000, 1));
        yield return ("noise of several chunks", Noise(1_200_000, 2));
        yield return ("text, noise and zeros in turns", [.. Text(300_000, 3), .. Noise(300_000, 4), .. new byte[300_000], .. Text(300_000, 3)]);
        yield return ("a repetition as far away as it may be", [.. Noise(32768, 5), .. Noise(32768, 5), .. Noise(32768, 5)]);
        yield return ("a repetition one byte too far away", [.. Noise(32769, 6), .. Noise(32769, 6)]);
        yield return ("all literals but one", Enumerable.Range(0, 100_000).Select(i => (byte)(i * i % 255)).ToArray());
        yield return ("frequencies that grow like Fibonacci's numbers", Fibonacci());
    }

    public static byte[] Text(int length, int seed)
    {
        var random = new Random(seed);
        var words = Enumerable.Range(0, 400).Select(_ => Word(random)).ToArray();
        var text = new StringBuilder(length + 16);
        while (text.Length < length)
        {
            text.Append(words[Math.Min(random.Next(words.Length), random.Next(words.Length))]).Append(random.Next(12) == 0 ? '\n' : ' ');
        }

        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    public static byte[] Noise(int length, int seed)
    {
        var content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }

    /// <summary>Short pieces of noise, runs, and copies of what came before.</summary>
    public static byte[] Mixture(Random random)
    {
        // Mostly small, for the sake of their number.
        var content = new byte[random.Next(random.Next(1, random.Next(10) == 0 ? 200_000 : 4_000))];
        for (var at = 0; at < content.Length;)
        {
            var piece = content.AsSpan(at, Math.Min(random.Next(1, random.Next(2, 5000)), content.Length - at));
            switch (random.Next(4))
            {
                case 0:
                    random.NextBytes(piece);
                    break;
                case 1:
                    piece.Fill((byte)random.Next(256));
                    break;
                case 2 when at > 0:
                    Repeat(content, at, piece.Length, random.Next(1, Math.Min(at, 70_000) + 1));
                    break;
                default:
                    Fill(piece, random, random.Next(1, 40));
                    break;
            }

            at += piece.Length;
        }

        return content;
    }

    private static void Repeat(byte[] content, int at, int length, int distance)
    {
        for (var i = at; i < at + length; i++)
        {
            content[i] = content[i - distance];
        }
    }

    private static void Fill(Span<byte> piece, Random random, int alphabet)
    {
        foreach (ref var value in piece)
        {
            value = (byte)('a' + random.Next(alphabet));
        }
    }

    private static string Word(Random random) => string.Concat(
        Enumerable.Range(0, random.Next(1, 12)).Select(_ => (char)('a' + random.Next(26))));

    // Every second symbol's code is one bit longer than that of the one before it: they reach the limit of 15 bits.
    private static byte[] Fibonacci()
    {
        var content = new List<byte>();
        var (last, next) = (1, 1);
        for (byte symbol = 0; symbol < 24; symbol++)
        {
            content.AddRange(Enumerable.Repeat(symbol, last));
            (last, next) = (next, last + next);
        }

        var shuffled = content.ToArray();
        new Random(8).Shuffle(shuffled);
        return shuffled;
    }
}
