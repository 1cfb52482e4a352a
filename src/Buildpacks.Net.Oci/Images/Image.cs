using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Images;

/// <summary>An image at rest in a store.</summary>
public sealed class Image
{
    /// <summary>The name it was found by.</summary>
    public required ImageReference Reference { get; init; }

    /// <summary>
    /// What names exactly this image in its store: <c>registry/repository@digest</c> in a registry, the path and digest
    /// in a layout or an archive, the image ID (hexadecimal digits only) in a daemon. The digest is the manifest's; in an
    /// archive without manifests the config's.
    /// </summary>
    public required string Identifier { get; init; }

    /// <summary>The manifest; null in a daemon or in one of Docker's archives, which keep none.</summary>
    public ImageManifest? Manifest { get; init; }

    /// <summary>The index that the image was chosen from by platform; null when its name is its own.</summary>
    public ImageIndex? Index { get; init; }

    /// <summary>The config.</summary>
    public required ImageConfig Config { get; init; }

    /// <summary>The layers, lowest first.</summary>
    public required IReadOnlyList<ImageLayer> Layers { get; init; }

    /// <summary>The media types the image is written in; Docker's for an image without a manifest.</summary>
    public MediaTypeFamily Family =>
        Manifest is null ? MediaTypeFamily.Docker : MediaTypes.FamilyOf(Manifest.MediaType);

    /// <summary>The layer with a diffID, or null.</summary>
    public ImageLayer? FindLayer(Digest diffId) => Layers.FirstOrDefault(layer => layer.DiffId == diffId);
}
