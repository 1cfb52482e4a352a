using System.Text;

namespace Buildpacks.Net.Platform;

/// <summary>A folder that is found under another path.</summary>
/// <param name="From">The old path.</param>
/// <param name="To">The new one.</param>
internal sealed record PathMove(string From, string To)
{
    /// <summary>Whether the old path counts only where nothing of a path stands before it: it is short, and may be the end of another.</summary>
    public bool StartsWord { get; init; }

    /// <summary>A text with the new path in the place of the old one.</summary>
    public string Apply(string text)
    {
        var at = text.IndexOf(From, StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var done = 0;
        for (; at >= 0; at = text.IndexOf(From, at + 1, StringComparison.Ordinal))
        {
            if (at >= done && IsWhole(text, at))
            {
                result.Append(text, done, at - done).Append(To);
                done = at + From.Length;
            }
        }

        return result.Append(text, done, text.Length - done).ToString();
    }

    private bool IsWhole(string text, int at)
    {
        var end = at + From.Length;
        return (end == text.Length || !IsOfName(text[end])) && (!StartsWord || at == 0 || !(IsOfName(text[at - 1]) || text[at - 1] == '/'));
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' || c >= 0x80;
}
