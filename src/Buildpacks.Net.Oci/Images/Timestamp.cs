using System.Globalization;

namespace Buildpacks.Net.Oci.Images;

/// <summary>A time as image documents hold it: RFC 3339 with up to nine fractional digits, and its zone kept.</summary>
public sealed record Timestamp
{
    private readonly string _text;

    private Timestamp(string text) => _text = text;

    /// <summary>The time of every reproducible image: one second into 1980.</summary>
    public static Timestamp Reproducible { get; } = FromUnixSeconds(315532801);

    /// <summary>The zero time of Go programs, which documents hold where no time is known.</summary>
    public static Timestamp Unknown { get; } = new("0001-01-01T00:00:00Z");

    /// <summary>A time in UTC, from seconds since 1970.</summary>
    public static Timestamp FromUnixSeconds(long seconds) =>
        From(DateTimeOffset.FromUnixTimeSeconds(seconds));

    /// <summary>A time in its own zone, to the second.</summary>
    public static Timestamp From(DateTimeOffset time) => new(time.ToString(
        time.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:sszzz",
        CultureInfo.InvariantCulture));

    /// <summary>Reads an RFC 3339 time; null when the text is none.</summary>
    public static Timestamp? TryParse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var whole = text;
        var fraction = string.Empty;
        if (dot > 0)
        {
            var end = dot + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            fraction = text[dot..Math.Min(end, dot + 10)].TrimEnd('0').TrimEnd('.');
            whole = text[..dot] + text[end..];
        }

        string[] forms = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz"];
        if (!DateTimeOffset.TryParseExact(
            whole, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
        {
            return null;
        }

        var zone = whole[19..] is "+00:00" ? "Z" : whole[19..];
        return new Timestamp(whole[..19] + fraction + zone);
    }

    /// <summary>The time as .NET knows it; finer parts than 100 ns are cut off.</summary>
    public DateTimeOffset ToDateTimeOffset() =>
        DateTimeOffset.Parse(_text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The RFC 3339 text.</summary>
    public override string ToString() => _text;
}
