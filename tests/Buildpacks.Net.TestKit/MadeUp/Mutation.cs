using System.Text;

namespace Buildpacks.Net.TestKit.MadeUp;

/// <summary>Changes good inputs into ones that are nearly good, and makes up others.</summary>
public static class Mutation
{
    private static readonly byte[] Extremes = [0, 1, 0x0A, 0x22, 0x2F, 0x7F, 0x80, 0xC3, 0xED, 0xFF];

    /// <summary>A copy with some bytes changed, taken out, repeated or put in, or cut off.</summary>
    public static byte[] Of(byte[] good, Random random)
    {
        var bytes = good.ToList();
        for (var change = random.Next(1, 8); change > 0; change--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 1 + random.Next(1, 40)), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes.RemoveRange(at, length);
                    break;
                case 1:
                    bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                    break;
                case 2:
                    bytes.Insert(at, Byte(random));
                    break;
                case 3 when random.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    Replace(bytes, at, length, random);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>The same for a text in UTF-8.</summary>
    public static byte[] Of(string good, Random random) => Of(Encoding.UTF8.GetBytes(good), random);

    /// <summary>Some words in a row.</summary>
    public static string Text(Random random, IReadOnlyList<string> words, int most)
    {
        var text = new StringBuilder();
        for (var count = random.Next(most + 1); count > 0; count--)
        {
            text.Append(words[random.Next(words.Count)]);
        }

        return text.ToString();
    }

    private static void Replace(List<byte> bytes, int at, int length, Random random)
    {
        for (var i = at; i < at + Math.Min(length, 4); i++)
        {
            bytes[i] = Byte(random);
        }
    }

    private static byte Byte(Random random) =>
        random.Next(2) == 0 ? Extremes[random.Next(Extremes.Length)] : (byte)random.Next(256);
}
