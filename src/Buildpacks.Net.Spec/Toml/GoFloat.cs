using System.Globalization;

namespace Buildpacks.Net.Spec.Toml;

/// <summary>Writes floats with the digits and the layout that the reference's encoder gives them.</summary>
internal static class GoFloat
{
    public static string Format(double value)
    {
        if (double.IsNaN(value))
        {
            return "nan";
        }

        if (double.IsInfinity(value))
        {
            return value < 0 ? "-inf" : "+inf";
        }

        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        return shortest.AsSpan().IndexOfAny('.', 'E') < 0 ? shortest + ".0" : shortest;
    }
}
