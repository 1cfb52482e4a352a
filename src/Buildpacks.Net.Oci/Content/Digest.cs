using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Buildpacks.Net.Oci.Content;

/// <summary>The digest of some content, as in <c>sha256:5f70bf18…</c> (OCI image specification, descriptor).</summary>
public sealed record Digest
{
    private const int Sha256HexLength = 64;
    private const int Sha512HexLength = 128;

    private Digest(string algorithm, string hex)
    {
        Algorithm = algorithm;
        Hex = hex;
    }

    /// <summary>The digest of no bytes at all.</summary>
    public static Digest Empty { get; } = Sha256([]);

    /// <summary>The algorithm: <c>sha256</c>, or <c>sha512</c>.</summary>
    public string Algorithm { get; }

    /// <summary>The hash in lower-case hexadecimal digits.</summary>
    public string Hex { get; }

    /// <summary>The SHA-256 digest of some bytes.</summary>
    public static Digest Sha256(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return FromSha256Hash(hash);
    }

    /// <summary>The digest for a SHA-256 hash that has already been computed.</summary>
    public static Digest FromSha256Hash(ReadOnlySpan<byte> hash) => hash.Length == SHA256.HashSizeInBytes
        ? new Digest("sha256", Convert.ToHexStringLower(hash))
        : throw new ArgumentException("A SHA-256 hash has 32 bytes.", nameof(hash));

    /// <summary>Reads a digest.</summary>
    /// <exception cref="OciException"><see cref="OciErrors.InvalidDigest"/>: the text is none.</exception>
    public static Digest Parse(string text) => TryParse(text, out var digest)
        ? digest
        : throw new OciException(
            OciErrors.InvalidDigest,
            $"'{text}' is not a digest: it must be 'sha256:' and 64 lower-case hexadecimal digits (or 'sha512:' and 128).");

    /// <summary>Reads a digest; false when the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Digest? digest)
    {
        digest = null;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 0)
        {
            return false;
        }

        var algorithm = text![..colon];
        var hex = text[(colon + 1)..];
        var length = algorithm switch { "sha256" => Sha256HexLength, "sha512" => Sha512HexLength, _ => -1 };
        if (hex.Length != length || hex.AsSpan().ContainsAnyExcept(HexDigits))
        {
            return false;
        }

        digest = new Digest(algorithm, hex);
        return true;
    }

    /// <summary>The text form, <c>algorithm:hex</c>.</summary>
    public override string ToString() => $"{Algorithm}:{Hex}";

    /// <summary>A hash of this digest's algorithm, to compute it over content.</summary>
    internal IncrementalHash CreateHash() =>
        IncrementalHash.CreateHash(Algorithm == "sha256" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512);

    private static readonly System.Buffers.SearchValues<char> HexDigits =
        System.Buffers.SearchValues.Create("0123456789abcdef");
}
