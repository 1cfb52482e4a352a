using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Export;

/// <summary>The run image that extensions have extended: a layout that holds only the layers they made.</summary>
internal static class ExtendedRunImage
{
    /// <summary>Finds the image; null when nothing was extended.</summary>
    public static async Task<Image?> FindAsync(ExportInputs inputs, CancellationToken cancellationToken)
    {
        var folder = inputs.ExtendedDirectory + "/run";
        if (!inputs.Features.HasRunExtension || inputs.ExtendedDirectory is null || PosixFile.TryStatus(folder) is null)
        {
            return null;
        }

        return PosixFile.ReadDirectory(folder) is [var name, ..]
            ? await new OciLayout($"{folder}/{name}")
                .FindAsync(ImageReference.Parse("extended/run"), name: null, platform: null, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>The layers that extensions made. Those of the base are not in the layout, or are layers of the run image.</summary>
    public static IReadOnlyList<ImageLayer> LayersAbove(Image runImage, Image? extended) =>
        extended is null ? [] : [.. extended.Layers.Where(layer => layer.Blob is not null && runImage.FindLayer(layer.DiffId) is null)];
}
