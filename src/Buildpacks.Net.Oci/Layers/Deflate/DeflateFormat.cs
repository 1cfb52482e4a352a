using System.Numerics;

namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>The alphabets of deflate (RFC 1951 §3.2.5): how lengths and distances become symbols and extra bits.</summary>
internal static class DeflateFormat
{
    public const int WindowSize = 32 * 1024;
    public const int MinMatch = 3;
    public const int MaxMatch = 258;
    public const int LiteralSymbols = 286;
    public const int DistanceSymbols = 30;
    public const int EndOfBlock = 256;
    public const int FirstLengthSymbol = 257;
    public const int MaxCodeLength = 15;

    /// <summary>A stored block says its length in 16 bits.</summary>
    public const int MaxStoredLength = 65535;

    /// <summary>For each length less <see cref="MinMatch"/>: its symbol less <see cref="FirstLengthSymbol"/>.</summary>
    public static ReadOnlySpan<byte> LengthSymbols => LengthTable;

    /// <summary>The number of extra bits after a length symbol less <see cref="FirstLengthSymbol"/>.</summary>
    public static ReadOnlySpan<byte> LengthExtraBits =>
        [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    /// <summary>The shortest length less <see cref="MinMatch"/> of each length symbol.</summary>
    public static ReadOnlySpan<byte> LengthBases =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 255,
    ];

    private static readonly byte[] LengthTable = MakeLengthTable();

    /// <summary>The symbol of a distance less one, 0 to 32767.</summary>
    public static int DistanceSymbol(uint distanceLessOne)
    {
        if (distanceLessOne < 4)
        {
            return (int)distanceLessOne;
        }

        var extra = BitOperations.Log2(distanceLessOne) - 1;
        return (2 * extra) + (int)(distanceLessOne >> extra);
    }

    /// <summary>The number of extra bits after a distance symbol.</summary>
    public static int DistanceExtraBits(int symbol) => symbol < 4 ? 0 : (symbol >> 1) - 1;

    private static byte[] MakeLengthTable()
    {
        var table = new byte[MaxMatch - MinMatch + 1];
        for (var symbol = 0; symbol < LengthBases.Length; symbol++)
        {
            // The longest length has a symbol of its own, and the one below it one length less than its bits could say.
            table.AsSpan(LengthBases[symbol]).Fill((byte)symbol);
        }

        return table;
    }
}
