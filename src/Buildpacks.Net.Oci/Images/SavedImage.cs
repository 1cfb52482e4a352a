using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Images;

/// <summary>What a store says of an image it has just written.</summary>
/// <param name="Identifier">What names exactly this image in its store (see <see cref="Image.Identifier"/>).</param>
/// <param name="ImageId">The digest of the config.</param>
public sealed record SavedImage(string Identifier, Digest ImageId)
{
    /// <summary>The digest of the manifest; null in a daemon.</summary>
    public Digest? ManifestDigest { get; init; }

    /// <summary>The length of the manifest in bytes; for a daemon, which keeps none, of the one that would stand for the image.</summary>
    public long? ManifestSize { get; init; }
}
