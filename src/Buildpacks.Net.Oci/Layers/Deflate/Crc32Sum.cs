using System.IO.Hashing;

namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>
/// The CRC-32 of gzip over parts that are summed up on their own. A part that follows shifts the sum before it by its
/// length, which is a multiplication of polynomials over GF(2) (RFC 1952 §8 has the polynomial).
/// </summary>
internal readonly record struct Crc32Sum(uint Value)
{
    private const uint Polynomial = 0xEDB88320;

    // Bits are reversed: the highest is the coefficient of x to the 0.
    private const uint One = 0x80000000;
    private static readonly uint[] Squares = MakeSquares();

    /// <summary>The sum of some bytes.</summary>
    public static Crc32Sum Of(ReadOnlySpan<byte> bytes) => new(Crc32.HashToUInt32(bytes));

    /// <summary>The sum of these bytes and others behind them.</summary>
    public Crc32Sum Append(Crc32Sum next, long nextLength) =>
        new(Multiply(Value, RaiseToBits(nextLength)) ^ next.Value);

    /// <summary>x to the eightfold of a number of bytes.</summary>
    private static uint RaiseToBits(long bytes)
    {
        var power = One;
        for (var i = 3; bytes != 0; bytes >>= 1, i++)
        {
            if ((bytes & 1) != 0)
            {
                power = Multiply(power, Squares[i % Squares.Length]);
            }
        }

        return power;
    }

    private static uint Multiply(uint one, uint other)
    {
        var product = 0u;
        for (var bit = One; bit != 0; bit >>= 1)
        {
            if ((one & bit) != 0)
            {
                product ^= other;
            }

            other = (other & 1) != 0 ? (other >> 1) ^ Polynomial : other >> 1;
        }

        return product;
    }

    /// <summary>x to the 1, 2, 4, 8 …: after 32 squarings it is x again, because the order of x divides 2 to the 32, less 1.</summary>
    private static uint[] MakeSquares()
    {
        var squares = new uint[32];
        squares[0] = One >> 1;
        for (var i = 1; i < squares.Length; i++)
        {
            squares[i] = Multiply(squares[i - 1], squares[i - 1]);
        }

        return squares;
    }
}
