using System.Security.Cryptography;
using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>Hashes a tar block by block, and copies it to a second place where that is wanted.</summary>
internal sealed class TarDigest(Stream? copy) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;

    public void Add(ReadOnlySpan<byte> block)
    {
        _hash.AppendData(block);
        copy?.Write(block);
        _length += block.Length;
    }

    public LayerDigest Finish()
    {
        copy?.Flush();
        return new LayerDigest(Digest.FromSha256Hash(_hash.GetCurrentHash()), _length);
    }

    public void Dispose() => _hash.Dispose();
}
