using Buildpacks.Net.Sdk;

namespace ProcfileBuildpack;

/// <summary>Reads a Procfile. Empty lines and lines that begin with # are passed over.</summary>
internal static class Procfile
{
    public const string FileName = "Procfile";

    public static IReadOnlyList<ProcfileEntry> Parse(string text)
    {
        var entries = new List<ProcfileEntry>();
        var number = 0;
        foreach (var line in text.Split('\n').Select(l => l.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var entry = ParseLine(line, number);
            if (entries.Any(e => e.Type == entry.Type))
            {
                throw Fault(number, $"the process type {entry.Type} is there twice. Keep one of the lines");
            }

            entries.Add(entry);
        }

        return entries;
    }

    private static ProcfileEntry ParseLine(string line, int number)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var type = colon < 0 ? string.Empty : line[..colon].Trim();
        var command = colon < 0 ? string.Empty : line[(colon + 1)..].Trim();
        if (type.Length == 0 || !type.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw Fault(number, "a line is a process type of letters, digits, -, _ and ., a colon, and a command");
        }

        return command.Length == 0 ? throw Fault(number, $"the process type {type} has no command") : new ProcfileEntry(type, command);
    }

    private static BuildpackException Fault(int number, string why) =>
        new("PROCFILE1001", $"could not read {FileName}:{number}: {why}.");
}
