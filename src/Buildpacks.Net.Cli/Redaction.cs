using System.Text.RegularExpressions;

namespace Buildpacks.Net.Cli;

/// <summary>Takes credentials out of what is shown.</summary>
internal static partial class Redaction
{
    private const string Mark = "(redacted)";

    /// <summary>A text without the user and password of the URLs in it.</summary>
    public static string OfUrls(string text) => UserOfUrl().Replace(text, $"$1{Mark}@");

    /// <summary>What somebody wrote for the name of an image, without a user and password in it.</summary>
    public static string OfName(string text)
    {
        var digest = text.IndexOf("@sha256:", StringComparison.Ordinal);
        var name = digest < 0 ? text : text[..digest];
        var at = name.LastIndexOf('@');
        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : scheme + "://".Length;
        return at < start ? text : $"{name[..start]}{Mark}{name[at..]}{text[name.Length..]}";
    }

    [GeneratedRegex(@"\b([a-zA-Z][a-zA-Z0-9+.-]*://)[^\s/@""'<>]+@", RegexOptions.CultureInvariant)]
    private static partial Regex UserOfUrl();
}
