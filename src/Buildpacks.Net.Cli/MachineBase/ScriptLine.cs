using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>The first line of a script, which names the program that runs it.</summary>
internal static class ScriptLine
{
    /// <summary>As much of the line as Linux reads.</summary>
    public const int Longest = 256;

    /// <summary>
    /// The programs that a script needs: its interpreter as an absolute path, and, when that is <c>env</c>, the command
    /// that env looks up. None when the text is no script.
    /// </summary>
    public static IReadOnlyList<string> Programs(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("#!"u8))
        {
            return [];
        }

        var end = text.IndexOf((byte)'\n');
        var line = PosixText.Decode(text[2..(end < 0 ? text.Length : end)]).TrimEnd('\r');
        var words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !words[0].StartsWith('/') || line.Any(letter => char.IsControl(letter) && letter != '\t'))
        {
            return [];
        }

        var command = words[0].EndsWith("/env", StringComparison.Ordinal)
            ? words.Skip(1).FirstOrDefault(word => !word.StartsWith('-') && !word.Contains('=', StringComparison.Ordinal))
            : null;
        return command is null ? [words[0]] : [words[0], command];
    }
}
