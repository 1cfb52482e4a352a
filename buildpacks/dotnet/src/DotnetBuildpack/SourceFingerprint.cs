using System.Security.Cryptography;
using System.Text;

namespace DotnetBuildpack;

/// <summary>One value for all the sources: it changes when a file's name or content does, and with nothing else.</summary>
internal static class SourceFingerprint
{
    private static readonly string[] Passed = ["bin", "obj", ".git", ".vs"];

    public static async Task<string> OfAsync(string folder, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in Files(folder).OrderBy(p => p, StringComparer.Ordinal))
        {
            var content = await SHA256.HashDataAsync(File.OpenRead(path), cancellationToken);
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, path)));
            hash.AppendData("\0"u8);
            hash.AppendData(content);
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder)
            .Where(d => !Passed.Contains(Path.GetFileName(d)) && new DirectoryInfo(d).LinkTarget is null)
            .SelectMany(Files));
}
