using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Export;

/// <summary>
/// A pattern of a slice, read as Go's filepath.Match reads it, for that is what buildpacks are written for: <c>*</c> and <c>?</c>
/// never match a slash, <c>[a-z]</c> and <c>[^a-z]</c> match one character (of UTF-8, where it is that), <c>\</c> takes the next
/// character as it is. There is no <c>**</c>.
/// </summary>
internal sealed class GlobPattern
{
    private const byte Slash = (byte)'/';
    private readonly List<GlobSegment> _segments;

    private GlobPattern(List<GlobSegment> segments) => _segments = segments;

    /// <summary>Reads a pattern; null when it is malformed.</summary>
    public static GlobPattern? TryParse(string text)
    {
        var bytes = PosixText.Encode(Clean(text));
        var segments = new List<GlobSegment>();
        for (var at = 0; at < bytes.Length;)
        {
            if (GlobSegment.TryRead(bytes, ref at) is not { } segment)
            {
                return null;
            }

            segments.Add(segment);
        }

        return new GlobPattern(segments);
    }

    /// <summary>Whether the whole path matches.</summary>
    /// <param name="path">The bytes of a path relative to the app folder.</param>
    public bool Matches(ReadOnlySpan<byte> path)
    {
        for (var i = 0; i < _segments.Count; i++)
        {
            var segment = _segments[i];
            var isLast = i == _segments.Count - 1;
            if (segment is { IsAnchored: false, IsEmpty: true })
            {
                // A star at the end takes the rest, if there is no slash in it.
                return !path.Contains(Slash);
            }

            if (!TrySkip(segment, isLast, ref path))
            {
                return false;
            }
        }

        return path.IsEmpty;
    }

    private static bool TrySkip(GlobSegment segment, bool isLast, ref ReadOnlySpan<byte> path)
    {
        // The first place that fits is taken: what a star skips never needs to be given back.
        for (var skipped = 0; ; skipped++)
        {
            if (segment.TryMatch(path[skipped..], out var rest) && (rest.IsEmpty || !isLast))
            {
                path = rest;
                return true;
            }

            if (segment.IsAnchored || skipped >= path.Length || path[skipped] == Slash)
            {
                return false;
            }
        }
    }

    /// <summary>The path without empty parts and ".", with ".." resolved where something stands before it.</summary>
    private static string Clean(string path)
    {
        var isRooted = path.StartsWith('/');
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part != ".." || (!isRooted && (parts.Count == 0 || parts[^1] == "..")))
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        var joined = (isRooted ? "/" : "") + string.Join('/', parts);
        return joined.Length == 0 ? "." : joined;
    }
}
