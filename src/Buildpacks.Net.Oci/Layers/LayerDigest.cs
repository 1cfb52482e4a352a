using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>What a layer's content is, known without compressing it.</summary>
/// <param name="DiffId">The digest of the uncompressed tar.</param>
/// <param name="UncompressedSize">Its length in bytes.</param>
public sealed record LayerDigest(Digest DiffId, long UncompressedSize);
