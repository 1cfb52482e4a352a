using System.Globalization;

namespace Buildpacks.Net.Lifecycle.Flags;

/// <summary>Reads values as Go's standard library does: platforms in the field are written against exactly these rules.</summary>
internal static class GoValues
{
    private static readonly System.Buffers.SearchValues<char> NumberCharacters = System.Buffers.SearchValues.Create("0123456789.");

    private static readonly (string Unit, decimal Nanoseconds)[] Units =
    [
        ("ns", 1m), ("us", 1_000m), ("µs", 1_000m), ("μs", 1_000m), ("ms", 1_000_000m),
        ("s", 1_000_000_000m), ("m", 60_000_000_000m), ("h", 3_600_000_000_000m),
    ];

    /// <summary>A truth value: 1, t, T, true, True, TRUE and their opposites; null for anything else.</summary>
    public static bool? Boolean(string text) => text switch
    {
        "1" or "t" or "T" or "true" or "True" or "TRUE" => true,
        "0" or "f" or "F" or "false" or "False" or "FALSE" => false,
        _ => null,
    };

    /// <summary>A decimal number with an optional sign (strconv.Atoi); null for anything else.</summary>
    public static long? Decimal(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && !text.EndsWith('\0')
            ? number
            : null;

    /// <summary>A number with an optional sign and base prefix, "_" between digits (strconv.ParseInt with base 0); null for anything else.</summary>
    public static long? Number(string text)
    {
        var digits = text.AsSpan();
        var negative = digits.StartsWith("-");
        if (negative || digits.StartsWith("+"))
        {
            digits = digits[1..];
        }

        var (radix, prefix) = Radix(digits);
        return Magnitude(digits[prefix..], radix, prefixed: prefix > 0) is { } value && value <= (UInt128)long.MaxValue + (negative ? 1u : 0u)
            ? (negative ? (long)-(Int128)value : (long)value)
            : null;
    }

    /// <summary>A duration (time.ParseDuration) such as 1h30m or -1.5s; null for anything else.</summary>
    public static TimeSpan? Duration(string text)
    {
        var rest = text.AsSpan();
        var negative = rest.StartsWith("-");
        rest = negative || rest.StartsWith("+") ? rest[1..] : rest;
        if (rest is "0")
        {
            return TimeSpan.Zero;
        }

        var total = 0m;
        var any = false;
        while (!rest.IsEmpty)
        {
            if (!TryTerm(ref rest, ref total))
            {
                return null;
            }

            any = true;
        }

        return any && total <= long.MaxValue ? TimeSpan.FromTicks((long)(total / 100m) * (negative ? -1 : 1)) : null;
    }

    private static bool TryTerm(ref ReadOnlySpan<char> rest, ref decimal total)
    {
        var end = rest.IndexOfAnyExcept(NumberCharacters);
        if (end <= 0 || !decimal.TryParse(rest[..end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        rest = rest[end..];
        var next = rest.IndexOfAny(NumberCharacters);
        var unit = (next < 0 ? rest : rest[..next]).ToString();
        rest = next < 0 ? [] : rest[next..];
        var factor = Array.Find(Units, known => known.Unit == unit).Nanoseconds;
        if (factor == 0 || number > long.MaxValue / factor)
        {
            return false;
        }

        total += number * factor;
        return true;
    }

    private static (uint Radix, int Prefix) Radix(ReadOnlySpan<char> digits)
    {
        if (digits.Length < 2 || digits[0] != '0')
        {
            return (10, 0);
        }

        return char.ToLowerInvariant(digits[1]) switch
        {
            'x' => (16, 2),
            'o' => (8, 2),
            'b' => (2, 2),
            _ => (8, 1),
        };
    }

    private static UInt128? Magnitude(ReadOnlySpan<char> digits, uint radix, bool prefixed)
    {
        UInt128 value = 0;
        var previous = prefixed ? '0' : '_';
        foreach (var c in digits)
        {
            if (c == '_' && previous == '_')
            {
                return null;
            }

            if (c != '_')
            {
                var digit = char.IsAsciiHexDigit(c) ? (uint)Convert.ToInt32(c.ToString(), 16) : uint.MaxValue;
                if (digit >= radix || value > long.MaxValue)
                {
                    return null;
                }

                value = (value * radix) + digit;
            }

            previous = c;
        }

        return previous == '_' || digits.IsEmpty ? null : value;
    }
}
