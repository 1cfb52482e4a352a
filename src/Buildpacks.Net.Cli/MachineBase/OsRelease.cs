using System.Text;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>The distribution of the machine, as its os-release file tells.</summary>
/// <param name="Id">The distribution, such as <c>debian</c>; null when unknown.</param>
/// <param name="VersionId">Its version, such as <c>12</c>; null when unknown.</param>
internal sealed record OsRelease(string? Id, string? VersionId)
{
    private const int LargestFile = 1024 * 1024;

    /// <summary>The two places of the file, in the order they are looked for.</summary>
    public static IReadOnlyList<string> Paths { get; } = ["/etc/os-release", "/usr/lib/os-release"];

    /// <summary>Reads the machine's file; nothing is known when it has none.</summary>
    public static OsRelease Read(MachineTree machine)
    {
        foreach (var path in Paths)
        {
            if (machine.TryReadFile(path, LargestFile) is { } content)
            {
                return Parse(Encoding.UTF8.GetString(content));
            }
        }

        return new OsRelease(null, null);
    }

    /// <summary>Reads shell-like assignments; the last one of a name counts.</summary>
    public static OsRelease Parse(string text)
    {
        string? id = null;
        string? version = null;
        foreach (var line in text.Split('\n'))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? string.Empty : line[..equals].Trim();
            id = name == "ID" ? Unquote(line[(equals + 1)..]) : id;
            version = name == "VERSION_ID" ? Unquote(line[(equals + 1)..]) : version;
        }

        return new OsRelease(id, version);
    }

    private static string? Unquote(string value)
    {
        var text = value.Trim();
        if (text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0])
        {
            text = text[1..^1].Replace("\\", string.Empty, StringComparison.Ordinal);
        }

        return text.Length == 0 ? null : text;
    }
}
