using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Images;

/// <summary>
/// An image manifest, of OCI or Docker's schema 2. Its bytes are kept as they came: what is hashed is never written anew.
/// </summary>
public sealed class ImageManifest
{
    internal ImageManifest(ReadOnlyMemory<byte> raw, string mediaType, Descriptor config, IReadOnlyList<Descriptor> layers)
    {
        Raw = raw;
        MediaType = mediaType;
        Config = config;
        Layers = layers;
        Digest = Digest.Sha256(raw.Span);
    }

    /// <summary>The document's bytes.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The SHA-256 digest of <see cref="Raw"/>.</summary>
    public Digest Digest { get; }

    /// <summary>The manifest's own media type.</summary>
    public string MediaType { get; }

    /// <summary>The image config.</summary>
    public Descriptor Config { get; }

    /// <summary>The layers, lowest first.</summary>
    public IReadOnlyList<Descriptor> Layers { get; }

    /// <summary>Free-form metadata; empty when there is none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; internal init; } = new Dictionary<string, string>();

    /// <summary>The manifest this one refers to, or null.</summary>
    public Descriptor? Subject { get; internal init; }

    /// <summary>The type of an artifact, or null.</summary>
    public string? ArtifactType { get; internal init; }

    /// <summary>The descriptor that names this manifest.</summary>
    public Descriptor Descriptor => new(MediaType, Digest, Raw.Length);

    /// <summary>Reads a manifest.</summary>
    /// <param name="raw">The document; kept, not copied.</param>
    /// <param name="mediaType">The type it was served with; used when the document names none.</param>
    /// <param name="subject">What it belongs to, for messages: an image reference or a file.</param>
    /// <exception cref="OciException"><see cref="OciErrors.InvalidDocument"/>: it is no valid image manifest.</exception>
    public static ImageManifest Parse(ReadOnlyMemory<byte> raw, string? mediaType, string subject) =>
        ManifestReader.ReadManifest(raw, mediaType, subject);

    /// <summary>Writes a new manifest, with the keys in the order of Go programs.</summary>
    public static ImageManifest Create(
        MediaTypeFamily family,
        Descriptor config,
        IReadOnlyList<Descriptor> layers,
        IReadOnlyDictionary<string, string>? annotations = null)
    {
        var mediaType = MediaTypes.In(family, MediaTypes.OciManifest);
        var raw = ManifestWriter.WriteManifest(mediaType, config, layers, annotations);
        return new ImageManifest(raw, mediaType, config, layers)
        {
            Annotations = annotations ?? new Dictionary<string, string>(),
        };
    }
}
