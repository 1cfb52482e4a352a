using System.Buffers;
using System.Text;

namespace Buildpacks.Net.Export;

/// <summary>A part of a pattern up to its next star: what has to match in one piece.</summary>
internal sealed class GlobSegment
{
    private const byte Slash = (byte)'/';
    private readonly List<Step> _steps = [];

    private GlobSegment(bool isAnchored) => IsAnchored = isAnchored;

    /// <summary>Whether no star stands before it.</summary>
    public bool IsAnchored { get; }

    /// <summary>Whether nothing stands between its star and the next, or the end.</summary>
    public bool IsEmpty => _steps.Count == 0;

    /// <summary>Reads the segment at a position and goes past it; null when the pattern is malformed there.</summary>
    public static GlobSegment? TryRead(ReadOnlySpan<byte> pattern, ref int at)
    {
        var start = at;
        while (at < pattern.Length && pattern[at] == '*')
        {
            at++;
        }

        var segment = new GlobSegment(isAnchored: at == start);
        while (at < pattern.Length && pattern[at] != '*')
        {
            if (ReadStep(pattern, ref at) is not { } step)
            {
                return null;
            }

            segment._steps.Add(step);
        }

        return segment;
    }

    /// <summary>Matches the start of a path.</summary>
    public bool TryMatch(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> rest)
    {
        rest = path;
        foreach (var step in _steps)
        {
            if (rest.IsEmpty)
            {
                return false;
            }

            var length = step.Match(rest);
            if (length == 0)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    private static Step? ReadStep(ReadOnlySpan<byte> pattern, ref int at)
    {
        switch (pattern[at])
        {
            case (byte)'?':
                at++;
                return new AnyCharacter();
            case (byte)'[':
                at++;
                return CharacterClass.TryRead(pattern, ref at);
            case (byte)'\\' when ++at == pattern.Length:
                return null;
            default:
                return new Literal(pattern[at++]);
        }
    }

    /// <summary>A character: one of UTF-8, or a byte that is no part of any.</summary>
    private static int Character(ReadOnlySpan<byte> text, out int value)
    {
        var status = Rune.DecodeFromUtf8(text, out var rune, out var length);
        value = rune.Value;
        return status == OperationStatus.Done ? length : 1;
    }

    private abstract class Step
    {
        /// <summary>How many bytes match at the start of a text that is not empty; 0 for none.</summary>
        public abstract int Match(ReadOnlySpan<byte> text);
    }

    private sealed class Literal(byte value) : Step
    {
        public override int Match(ReadOnlySpan<byte> text) => text[0] == value ? 1 : 0;
    }

    private sealed class AnyCharacter : Step
    {
        public override int Match(ReadOnlySpan<byte> text) => text[0] == Slash ? 0 : Character(text, out _);
    }

    private sealed class CharacterClass(bool isNegated, List<(int Low, int High)> ranges) : Step
    {
        public static CharacterClass? TryRead(ReadOnlySpan<byte> pattern, ref int at)
        {
            var isNegated = at < pattern.Length && pattern[at] == '^';
            at += isNegated ? 1 : 0;
            var ranges = new List<(int, int)>();
            while (at >= pattern.Length || pattern[at] != ']' || ranges.Count == 0)
            {
                if (ReadMember(pattern, ref at) is not { } low)
                {
                    return null;
                }

                var high = low;
                if (pattern[at] == '-')
                {
                    at++;
                    if (ReadMember(pattern, ref at) is not { } end)
                    {
                        return null;
                    }

                    high = end;
                }

                ranges.Add((low, high));
            }

            at++;
            return new CharacterClass(isNegated, ranges);
        }

        public override int Match(ReadOnlySpan<byte> text)
        {
            // A class, unlike "?" and "*", can match a slash.
            var length = Character(text, out var value);
            return ranges.Exists(range => range.Low <= value && value <= range.High) == isNegated ? 0 : length;
        }

        /// <summary>Reads a member of the class; null when it is malformed or nothing follows it.</summary>
        private static int? ReadMember(ReadOnlySpan<byte> pattern, ref int at)
        {
            if (at >= pattern.Length || pattern[at] is (byte)'-' or (byte)']')
            {
                return null;
            }

            at += pattern[at] == '\\' ? 1 : 0;
            if (at >= pattern.Length || Rune.DecodeFromUtf8(pattern[at..], out var rune, out var length) != OperationStatus.Done)
            {
                return null;
            }

            at += length;
            return at < pattern.Length ? rune.Value : null;
        }
    }
}
