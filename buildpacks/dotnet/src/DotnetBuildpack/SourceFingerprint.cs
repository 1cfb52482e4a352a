using System.Security.Cryptography;
using System.Text;

namespace DotnetBuildpack;

/// <summary>
/// One value for all the sources: it changes when a file's name or content does, and with nothing else. What building left beside
/// a project does not count.
/// </summary>
internal static class SourceFingerprint
{
    private static readonly string[] Tools = [".git", ".vs"];
    private static readonly string[] BuildOutputs = ["bin", "obj"];

    public static async Task<string> OfAsync(string folder, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in Files(folder).OrderBy(p => p, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, path)));
            hash.AppendData("\0"u8);
            hash.AppendData(await ContentAsync(path, cancellationToken));
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task<byte[]> ContentAsync(string path, CancellationToken cancellationToken)
    {
        if (new FileInfo(path).LinkTarget is { } target)
        {
            // What a link leads to counts where it is, if it is there at all.
            return SHA256.HashData(Encoding.UTF8.GetBytes(target));
        }

        await using var file = File.OpenRead(path);
        return await SHA256.HashDataAsync(file, cancellationToken);
    }

    private static IEnumerable<string> Files(string folder)
    {
        var files = Directory.GetFiles(folder);
        var isProject = files.Any(f => f.EndsWith("proj", StringComparison.Ordinal));
        foreach (var child in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(child);
            if (new DirectoryInfo(child).LinkTarget is not null)
            {
                yield return child;
            }
            else if (!Tools.Contains(name) && !(isProject && BuildOutputs.Contains(name)))
            {
                foreach (var file in Files(child))
                {
                    yield return file;
                }
            }
        }

        foreach (var file in files)
        {
            yield return file;
        }
    }
}
