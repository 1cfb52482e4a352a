using System.Globalization;
using System.Text;

namespace Buildpacks.Net.Spec.Toml;

/// <summary>
/// Writes floats as the reference does: the fewest digits that give the same number, with an exponent below 1e-4 and
/// from 1e+06 on.
/// </summary>
internal static class GoFloat
{
    private const int SmallestPlainExponent = -4;
    private const int LargestPlainExponent = 5;

    /// <summary>The number as TOML: a whole number has <c>.0</c> behind it.</summary>
    public static string ForToml(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
        }

        var text = Shortest(value);
        return text.AsSpan().IndexOfAny('.', 'e') < 0 ? text + ".0" : text;
    }

    /// <summary>The number with nothing behind a whole number.</summary>
    public static string Shortest(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value < 0 ? "-Inf" : "+Inf";
        }

        var (digits, exponent) = Split(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        var sign = double.IsNegative(value) ? "-" : "";
        return sign + (exponent is < SmallestPlainExponent or > LargestPlainExponent
            ? WithExponent(digits, exponent)
            : Plain(digits, exponent));
    }

    /// <summary>The significant digits, and the power of ten of the first of them.</summary>
    private static (string Digits, int Exponent) Split(string text)
    {
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var power = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = mark < 0 ? text : text[..mark];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? mantissa : mantissa[..dot];
        var all = dot < 0 ? mantissa : whole + mantissa[(dot + 1)..];
        var zeros = all.Length - all.TrimStart('0').Length;
        var digits = all.Trim('0');
        return digits.Length == 0 ? ("0", 0) : (digits, power + whole.Length - 1 - zeros);
    }

    private static string WithExponent(string digits, int exponent)
    {
        var text = new StringBuilder(digits);
        if (digits.Length > 1)
        {
            text.Insert(1, '.');
        }

        return text.Append(CultureInfo.InvariantCulture, $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}").ToString();
    }

    private static string Plain(string digits, int exponent)
    {
        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + digits;
        }

        return digits.Length <= exponent + 1
            ? digits.PadRight(exponent + 1, '0')
            : digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }
}
