using System.Text;
using System.Text.RegularExpressions;

namespace Buildpacks.Net.Cli.Projects;

/// <summary>Patterns as in a <c>.gitignore</c> file; the last that matches a path decides (Project Descriptor, include and exclude).</summary>
internal sealed class IgnorePatterns
{
    private readonly List<(Regex Pattern, bool Negated)> _patterns = [];

    /// <summary>Reads patterns; comments and empty lines say nothing.</summary>
    public IgnorePatterns(IEnumerable<string> lines)
    {
        foreach (var line in lines.Select(line => line.TrimEnd('\r', '\n')).Where(line => line.Trim().Length > 0 && line[0] != '#'))
        {
            var negated = line[0] == '!';
            var pattern = (negated ? line[1..] : line.StartsWith("\\!", StringComparison.Ordinal) || line.StartsWith("\\#", StringComparison.Ordinal) ? line[1..] : line).TrimEnd(' ');
            _patterns.Add((Compile(pattern), negated));
        }
    }

    /// <summary>Whether a path, relative and with slashes, is meant. What is in a folder that is meant is meant too.</summary>
    public bool Matches(string path)
    {
        var matched = false;
        foreach (var (pattern, negated) in _patterns)
        {
            if (pattern.IsMatch(path))
            {
                matched = !negated;
            }
        }

        return matched;
    }

    private static Regex Compile(string pattern)
    {
        var onlyFolders = pattern.EndsWith('/');
        var body = pattern.Trim('/');
        var anchored = pattern.StartsWith('/') || body.Contains('/', StringComparison.Ordinal);
        var text = new StringBuilder(anchored ? "^" : "^(?:.*/)?");
        for (var i = 0; i < body.Length; i++)
        {
            i += Translate(body, i, text);
        }

        // A trailing slash means folders: then only what is in them is a file that could be meant.
        text.Append(onlyFolders ? "/.*$" : "(?:/.*)?$");
        return new Regex(text.ToString(), RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }

    // Appends what stands at a position, and returns how many characters more than one that was.
    private static int Translate(string body, int at, StringBuilder text)
    {
        switch (body[at])
        {
            case '*' when body.AsSpan(at).StartsWith("**/"):
                text.Append("(?:.*/)?");
                return 2;
            case '*' when body.AsSpan(at).StartsWith("**"):
                text.Append(".*");
                return 1;
            case '*':
                text.Append("[^/]*");
                return 0;
            case '?':
                text.Append("[^/]");
                return 0;
            case '[' when body.IndexOf(']', at + 1) is > 0 and var end && end > at + 1:
                var set = body[(at + 1)..end];
                text.Append('[').Append(set[0] is '!' or '^' ? "^" + Escape(set[1..]) : Escape(set)).Append(']');
                return end - at;
            case '\\' when at + 1 < body.Length:
                text.Append(Regex.Escape(body[at + 1].ToString()));
                return 1;
            default:
                text.Append(Regex.Escape(body[at].ToString()));
                return 0;
        }
    }

    private static string Escape(string set) =>
        set.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("^", "\\^", StringComparison.Ordinal);
}
