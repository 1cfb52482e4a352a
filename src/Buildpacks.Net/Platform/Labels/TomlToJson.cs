using System.Globalization;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Platform.Labels;

/// <summary>Puts the data of buildpacks into JSON: tables sorted by key, dates as text, floats as Go writes them.</summary>
internal static class TomlToJson
{
    private const double LeastPlain = 1e-6;
    private const double LeastExponent = 1e21;

    /// <summary>Writes a value; null becomes JSON's null.</summary>
    public static void Write(GoJsonWriter json, TomlValue? value)
    {
        switch (value)
        {
            case TomlTable table:
                json.Object(() =>
                {
                    foreach (var (key, item) in table.OrderBy(entry => entry.Key, PosixText.ByteOrder))
                    {
                        Write(json.Key(key), item);
                    }
                });
                break;
            case TomlArray array:
                json.Array(array, item => Write(json, item));
                break;
            case TomlBoolean flag:
                json.Boolean(flag.Value);
                break;
            case TomlInteger integer:
                json.Number(integer.Value);
                break;
            case TomlFloat number:
                json.Raw(Float(number.Value));
                break;
            case null:
                json.Null();
                break;
            default:
                json.String(value.ToString()!);
                break;
        }
    }

    /// <summary>A float in the shortest form that reads back the same, without ".0", with an exponent only when very large or small.</summary>
    public static string Float(double value)
    {
        if (!double.IsFinite(value))
        {
            return "null";
        }

        var size = Math.Abs(value);
        var isPlain = size == 0 || size is >= LeastPlain and < LeastExponent;
        return isPlain ? Plain(value) : Exponential(value);
    }

    private static string Plain(double value)
    {
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        return shortest.Contains('E', StringComparison.Ordinal)
            ? decimal.Parse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            : shortest;
    }

    private static string Exponential(double value)
    {
        // Go: mantissa, "e", sign, and an exponent without leading zeros.
        var parts = value.ToString("E16", CultureInfo.InvariantCulture).Split('E');
        var shortest = value.ToString("R", CultureInfo.InvariantCulture).Split('E');
        var mantissa = shortest.Length == 2 ? shortest[0] : parts[0].TrimEnd('0').TrimEnd('.');
        var exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent):00}")
            .Replace("e-0", "e-", StringComparison.Ordinal).Replace("e+0", "e+", StringComparison.Ordinal);
    }
}
