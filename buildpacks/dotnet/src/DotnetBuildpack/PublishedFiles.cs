using System.Text.RegularExpressions;

namespace DotnetBuildpack;

/// <summary>Takes out of published files what would differ from one build to the next.</summary>
internal static partial class PublishedFiles
{
    /// <summary>Same modes whatever the umask and the package said; same dates in the list of static web assets.</summary>
    public static void Normalize(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(path, IsProgram(path) ? Modes.Program : Modes.File);
            if (path.EndsWith(".staticwebassets.endpoints.json", StringComparison.Ordinal))
            {
                // The date has to be that of the files in the image, which all have this one.
                File.WriteAllText(path, LastModified().Replace(File.ReadAllText(path), "${head}Tue, 01 Jan 1980 00:00:01 GMT\""));
            }
        }

        foreach (var path in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
        {
            File.SetUnixFileMode(path, Modes.Program);
        }
    }

    private static bool IsProgram(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[4];
        var length = file.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        return head[..length].StartsWith("\x7fELF"u8) || head[..length].StartsWith("#!"u8);
    }

    [GeneratedRegex("""(?<head>"Name":"Last-Modified","Value":")[^"]*\x22""", RegexOptions.CultureInvariant)]
    private static partial Regex LastModified();
}
