using System.Globalization;

namespace Buildpacks.Net.Cli.Display;

/// <summary>Numbers of bytes for people.</summary>
internal static class ByteSize
{
    private const double Step = 1000;
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>Such as <c>97.3 MB</c>.</summary>
    public static string Text(long bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        for (; value >= Step && unit < Units.Length - 1; unit++)
        {
            value /= Step;
        }

        return unit == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes} B")
            : string.Create(CultureInfo.InvariantCulture, $"{value:F1} {Units[unit]}");
    }
}
