using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Oci.Content;

/// <summary>Names content by digest, with its type and size (OCI image specification, descriptor).</summary>
/// <param name="MediaType">The content's media type (see <see cref="MediaTypes"/>).</param>
/// <param name="Digest">The digest of the content's bytes.</param>
/// <param name="Size">The content's length in bytes.</param>
public sealed record Descriptor(string MediaType, Digest Digest, long Size)
{
    /// <summary>Free-form metadata; null when the document has none.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>The platform an image is for; only in an index.</summary>
    public Platform? Platform { get; init; }

    /// <summary>Further places to download the content from; only on foreign layers.</summary>
    public IReadOnlyList<string>? Urls { get; init; }

    /// <summary>The content itself, when it is embedded.</summary>
    public ReadOnlyMemory<byte>? Data { get; init; }

    /// <summary>The type of an artifact, when the content is one.</summary>
    public string? ArtifactType { get; init; }
}
