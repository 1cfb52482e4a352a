using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Analyze;

/// <summary>Finds out whether the layers that an image names are there. Only their being there is tried, not their content.</summary>
internal static class MissingLayers
{
    /// <summary>Tries all layers at once. Null when they are there, else what is missing.</summary>
    public static async Task<string?> FindAsync(Image image, CancellationToken cancellationToken)
    {
        var reasons = await Task.WhenAll(image.Layers.Select(layer => TryAsync(layer, cancellationToken))).ConfigureAwait(false);
        return reasons.FirstOrDefault(reason => reason is not null);
    }

    private static async Task<string?> TryAsync(ImageLayer layer, CancellationToken cancellationToken)
    {
        if (layer.Blob is null)
        {
            return null;
        }

        try
        {
            var exists = await layer.Blob.ExistsAsync(cancellationToken).ConfigureAwait(false);
            return exists ? null : $"its layer {layer.DiffId} is missing";
        }
        catch (OciException fault)
        {
            return fault.Message;
        }
    }
}
