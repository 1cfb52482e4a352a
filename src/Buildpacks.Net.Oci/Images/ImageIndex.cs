using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Images;

/// <summary>An OCI image index or Docker manifest list: images for several platforms under one name. Its bytes are kept.</summary>
public sealed class ImageIndex
{
    internal ImageIndex(ReadOnlyMemory<byte> raw, string mediaType, IReadOnlyList<Descriptor> manifests)
    {
        Raw = raw;
        MediaType = mediaType;
        Manifests = manifests;
        Digest = Digest.Sha256(raw.Span);
    }

    /// <summary>The document's bytes.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The SHA-256 digest of <see cref="Raw"/>.</summary>
    public Digest Digest { get; }

    /// <summary>The index's own media type.</summary>
    public string MediaType { get; }

    /// <summary>The images, and possibly other things.</summary>
    public IReadOnlyList<Descriptor> Manifests { get; }

    /// <summary>Free-form metadata; empty when there is none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; internal init; } = new Dictionary<string, string>();

    /// <summary>Reads an index.</summary>
    /// <param name="raw">The document; kept, not copied.</param>
    /// <param name="mediaType">The type it was served with; used when the document names none.</param>
    /// <param name="subject">What it belongs to, for messages: an image reference or a file.</param>
    /// <exception cref="OciException"><see cref="OciErrors.InvalidDocument"/>: it is no valid index.</exception>
    public static ImageIndex Parse(ReadOnlyMemory<byte> raw, string? mediaType, string subject) =>
        ManifestReader.ReadIndex(raw, mediaType, subject);

    /// <summary>The first image that satisfies a platform, or null.</summary>
    public Descriptor? Find(Platform platform) =>
        Manifests.FirstOrDefault(manifest => manifest.Platform?.Satisfies(platform) == true);
}
