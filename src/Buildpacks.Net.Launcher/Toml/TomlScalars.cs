using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Toml;

/// <summary>Tells what a value without quotes or brackets is.</summary>
internal static class TomlScalars
{
    public static bool IsBoolean(Bytes text) => text.Is("true"u8) || text.Is("false"u8);

    /// <summary>Decimal with a sign, or hexadecimal, octal or binary without one.</summary>
    public static bool IsInteger(Bytes text)
    {
        if (text.Length > 2 && text[0] == '0')
        {
            return text[1] switch
            {
                (byte)'x' => AreDigits(text.From(2), 16),
                (byte)'o' => AreDigits(text.From(2), 8),
                (byte)'b' => AreDigits(text.From(2), 2),
                _ => false,
            };
        }

        return IsDecimal(WithoutSign(text));
    }

    public static bool IsFloat(Bytes text)
    {
        var number = WithoutSign(text);
        if (number.Is("inf"u8) || number.Is("nan"u8))
        {
            return true;
        }

        var exponent = number.IndexOf((byte)'e') is var small && small >= 0 ? small : number.IndexOf((byte)'E');
        var mantissa = exponent < 0 ? number : number.First(exponent);
        var dot = mantissa.IndexOf((byte)'.');
        return (dot >= 0 || exponent >= 0)
            && IsDecimal(dot < 0 ? mantissa : mantissa.First(dot))
            && (dot < 0 || AreDigits(mantissa.From(dot + 1), 10))
            && (exponent < 0 || AreDigits(WithoutSign(number.From(exponent + 1)), 10));
    }

    /// <summary>A date, a time, or both, with or without a time zone.</summary>
    public static bool IsDateTime(Bytes text)
    {
        if (Matches(text, "00:00:00"u8))
        {
            return IsTimeOfDay(text) && IsFractionOrNothing(text.From(8));
        }

        if (!Matches(text, "0000-00-00"u8) || Number(text.From(5)) is < 1 or > 12 || Number(text.From(8)) is < 1 or > 31)
        {
            return false;
        }

        var time = text.From(10);
        return time.IsEmpty
            || (time[0] is ((byte)'T' or (byte)'t' or (byte)' ')
                && Matches(time.From(1), "00:00:00"u8) && IsTimeOfDay(time.From(1)) && IsRestOfTime(time.From(9)));
    }

    private static bool IsRestOfTime(Bytes rest)
    {
        var digits = 0;
        if (!rest.IsEmpty && rest[0] == '.')
        {
            digits = 1;
            while (digits < rest.Length && Ascii.IsDigit(rest[digits]))
            {
                digits++;
            }

            if (digits == 1)
            {
                return false;
            }
        }

        var zone = rest.From(digits);
        return zone.IsEmpty
            || zone.Is("Z"u8)
            || zone.Is("z"u8)
            || (zone.Length == 6 && zone[0] is ((byte)'+' or (byte)'-')
                && Matches(zone.From(1), "00:00"u8) && Number(zone.From(1)) < 24 && Number(zone.From(4)) < 60);
    }

    private static bool IsTimeOfDay(Bytes time) => Number(time) < 24 && Number(time.From(3)) < 60 && Number(time.From(6)) <= 60;

    private static bool IsFractionOrNothing(Bytes text) => text.IsEmpty || (text[0] == '.' && AreDigits(text.From(1), 10) && text.IndexOf((byte)'_') < 0);

    private static int Number(Bytes twoDigits) => ((twoDigits[0] - '0') * 10) + twoDigits[1] - '0';

    // Digits stand for digits, everything else for itself.
    private static bool Matches(Bytes text, Bytes pattern)
    {
        if (text.Length < pattern.Length)
        {
            return false;
        }

        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '0' ? !Ascii.IsDigit(text[i]) : pattern[i] != text[i])
            {
                return false;
            }
        }

        return true;
    }

    private static Bytes WithoutSign(Bytes text) => !text.IsEmpty && text[0] is ((byte)'+' or (byte)'-') ? text.From(1) : text;

    private static bool IsDecimal(Bytes text) => AreDigits(text, 10) && (text[0] != '0' || text.Length == 1);

    // An underscore may stand between two digits.
    private static bool AreDigits(Bytes text, int @base)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var value = Ascii.HexValue(text[i]);
            var isBetween = text[i] == '_' && i > 0 && i < text.Length - 1 && text[i - 1] != '_';
            if (!isBetween && (value < 0 || value >= @base))
            {
                return false;
            }
        }

        return !text.IsEmpty;
    }
}
