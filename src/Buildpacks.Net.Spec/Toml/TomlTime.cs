namespace Buildpacks.Net.Spec.Toml;

/// <summary>Brings TOML's ways to write a date or time into one.</summary>
internal static class TomlTime
{
    private const int LongestFraction = 9;

    /// <summary>
    /// RFC 3339 with <c>T</c> and <c>Z</c> in upper case, with seconds, a fraction of at most nine digits that does not end in
    /// zero, and <c>Z</c> for a zero offset. The text must be one that TOML allows.
    /// </summary>
    public static string Normalize(string text)
    {
        var upper = text.ToUpperInvariant().Replace(' ', 'T');
        var timeStart = upper.IndexOf('T', StringComparison.Ordinal) + 1;
        if (timeStart == 0 && !upper.Contains(':', StringComparison.Ordinal))
        {
            return upper;
        }

        var offsetStart = upper.AsSpan(timeStart).IndexOfAny('Z', '+', '-');
        var timeEnd = offsetStart < 0 ? upper.Length : timeStart + offsetStart;
        return upper[..timeStart] + NormalizeTime(upper[timeStart..timeEnd]) + NormalizeOffset(upper[timeEnd..]);
    }

    private static string NormalizeTime(string time)
    {
        var dot = time.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? time : time[..dot];
        var seconds = whole.AsSpan().Count(':') == 1 ? whole + ":00" : whole;
        var fraction = dot < 0 ? "" : time[(dot + 1)..Math.Min(time.Length, dot + 1 + LongestFraction)].TrimEnd('0');
        return fraction.Length == 0 ? seconds : seconds + "." + fraction;
    }

    private static string NormalizeOffset(string offset) => offset is "+00:00" or "-00:00" ? "Z" : offset;
}
