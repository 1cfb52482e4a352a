using System.Security.Cryptography;

namespace DotnetBuildpack;

/// <summary>A value for one file's content.</summary>
internal static class FileFingerprint
{
    public static async Task<string> OfAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return "sha256:" + Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
