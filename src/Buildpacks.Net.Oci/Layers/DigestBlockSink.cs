namespace Buildpacks.Net.Oci.Layers;

/// <summary>Hashes each block and uses it again: for layers of which only the diffID is wanted.</summary>
internal sealed class DigestBlockSink(TarDigest digest) : IBlockSink
{
    // Small enough that a block is still in the cache of its core when it is hashed.
    private const int BlockLength = 128 * 1024;

    public ArraySegment<byte> Exchange(ArraySegment<byte> filled, int length)
    {
        digest.Add(filled.AsSpan(0, length));
        return filled.Array is null ? new byte[BlockLength] : filled;
    }

    public void Finish(ArraySegment<byte> filled, int length) => digest.Add(filled.AsSpan(0, length));
}
