using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Cli.Building;

/// <summary>Layers of the previous image, which buildpacks may keep without having their content.</summary>
/// <param name="Image">The image; null without one.</param>
/// <param name="Metadata">Which of its layers is what.</param>
internal sealed record PreviousLayers(Image? Image, LifecycleMetadata Metadata)
{
    /// <summary>Finds the image.</summary>
    public static async Task<PreviousLayers> OpenAsync(AnalyzedToml analyzed, BuildImages images, CancellationToken cancellationToken)
    {
        var image = analyzed.PreviousImage is { Length: > 0 } name
            ? await images.FindAsync(ImageReference.Parse(name), null, cancellationToken).ConfigureAwait(false)
            : null;
        return new PreviousLayers(image, analyzed.Metadata);
    }

    /// <summary>A layer of the image; null when it has none of that name.</summary>
    public ImageLayer? Find(LaunchLayer layer)
    {
        var sha = Metadata.Buildpacks.FirstOrDefault(buildpack => buildpack.Id == layer.Buildpack.Id)?.Layers.FirstOrDefault(other => other.Name.Value == layer.Name)?.Sha;
        return Digest.TryParse(sha, out var diffId) ? Image?.FindLayer(diffId) : null;
    }

    /// <summary>Extracts a layer into a new folder.</summary>
    public static async Task ExtractAsync(ImageLayer layer, string folder, CancellationToken cancellationToken)
    {
        PosixFile.MakeDirectories(folder);
        var tar = await layer.OpenTarAsync(cancellationToken).ConfigureAwait(false);
        await using (tar.ConfigureAwait(false))
        {
            var options = new ExtractionOptions { Root = folder, Within = ImagePlacement.Usual.LayersDirectory };
            await LayerExtractor.ExtractAsync(tar, options, cancellationToken).ConfigureAwait(false);
        }
    }
}
