using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Images;

/// <summary>An image to be written: all its layers, those of a base included, and its config.</summary>
public sealed record NewImage
{
    /// <summary>The config. Its <see cref="ImageConfig.DiffIds"/> are ignored: they follow from <see cref="Layers"/>.</summary>
    public required ImageConfig Config { get; init; }

    /// <summary>All layers, lowest first: taken from other images as they are, or freshly built.</summary>
    public required IReadOnlyList<ImageLayer> Layers { get; init; }

    /// <summary>The media types of manifest, config and all layers; one family throughout. With zstd layers it is OCI's in any case.</summary>
    public MediaTypeFamily Family { get; init; } = MediaTypeFamily.Oci;

    /// <summary>The manifest's annotations.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The first step of a new image on a base: its config, layers, annotations and media types.</summary>
    public static NewImage From(Image image) => new()
    {
        Config = image.Config,
        Layers = image.Layers,
        Family = image.Family,
        Annotations = image.Manifest?.Annotations ?? new Dictionary<string, string>(),
    };

    /// <summary>The config as it is written: its diffIDs are those of the layers.</summary>
    public ImageConfig CompleteConfig() => Config with { DiffIds = [.. Layers.Select(layer => layer.DiffId)] };

    /// <summary>Writes config and manifest. Equal images give equal bytes.</summary>
    /// <exception cref="OciException">
    /// <see cref="OciErrors.IncompleteImage"/>: a layer has no descriptor, because it is in a daemon only.
    /// </exception>
    public AssembledImage Assemble()
    {
        // Docker's manifests have no zstd that all of its readers know.
        var family = Layers.Any(layer => layer.Descriptor?.MediaType == MediaTypes.OciLayerZstd) ? MediaTypeFamily.Oci : Family;
        var config = CompleteConfig().ToJson();
        var descriptor = new Descriptor(
            MediaTypes.In(family, MediaTypes.OciConfig), Digest.Sha256(config), config.Length);
        var layers = Layers.Select(layer => Describe(layer, family)).ToList();
        return new AssembledImage(config, ImageManifest.Create(family, descriptor, layers, Annotations));
    }

    private static Descriptor Describe(ImageLayer layer, MediaTypeFamily family)
    {
        var descriptor = layer.Descriptor ?? throw new OciException(
            OciErrors.IncompleteImage,
            $"could not write a manifest: layer {layer.DiffId} comes from a daemon and has no compressed form.");
        return descriptor with { MediaType = MediaTypes.In(family, descriptor.MediaType) };
    }
}
