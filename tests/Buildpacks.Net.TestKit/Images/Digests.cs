using System.Security.Cryptography;

namespace Buildpacks.Net.TestKit.Images;

/// <summary>Digests as they stand in manifests.</summary>
public static class Digests
{
    /// <summary>The digest of some bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
}
