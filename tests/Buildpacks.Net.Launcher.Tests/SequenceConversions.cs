using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Tests;

/// <summary>Between the launcher's lists of bytes and the texts of tests.</summary>
internal static class SequenceConversions
{
    public static Sequence<Bytes> ToSequence(this IEnumerable<string> texts)
    {
        Sequence<Bytes> sequence = default;
        foreach (var text in texts)
        {
            sequence.Add(Bytes.From(text));
        }

        return sequence;
    }

    public static IReadOnlyList<string> ToTexts(this Sequence<Bytes> sequence) =>
        [.. Enumerable.Range(0, sequence.Count).Select(i => sequence[i].ToString())];
}
