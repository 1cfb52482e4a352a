using System.Security.Cryptography;
using System.Text;

namespace Buildpacks.Net.Buildpacks.Tests;

/// <summary>What is in a folder: paths, modes, links, bytes.</summary>
internal static class FolderContents
{
    /// <summary>One line for each entry; equal lists mean equal layers.</summary>
    public static List<string> List(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(entry => Line(folder, entry))];

    /// <summary>The files that hold a text, in UTF-8 or UTF-16.</summary>
    public static List<string> Mentioning(string folder, string text) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => File.ReadAllBytes(file) is var bytes
                && (bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0))
            .Select(file => Path.GetRelativePath(folder, file))];

    private static string Line(string folder, string entry)
    {
        var info = new FileInfo(entry);
        var content = info.LinkTarget is { } target ? $"-> {target}"
            : Directory.Exists(entry) ? "/"
            : Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(entry)));
        var mode = info.LinkTarget is null ? Convert.ToString((int)File.GetUnixFileMode(entry), 8) : "link";
        return $"{mode} {Path.GetRelativePath(folder, entry)} {content}";
    }
}
