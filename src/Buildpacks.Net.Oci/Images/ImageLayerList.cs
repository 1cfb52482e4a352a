using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Images;

/// <summary>Puts together what manifest and config say of the layers of an image at rest.</summary>
internal static class ImageLayerList
{
    /// <summary>Makes the layers of an image, lowest first.</summary>
    /// <param name="manifest">Names the blobs.</param>
    /// <param name="config">Names the uncompressed layers, and tells their history.</param>
    /// <param name="origin">The image in a registry the blobs can be mounted from; null elsewhere.</param>
    /// <param name="subject">The image, for messages.</param>
    /// <param name="openBlob">The content of a blob; null where it cannot be had.</param>
    /// <exception cref="OciException"><see cref="OciErrors.InvalidDocument"/>: the documents contradict each other.</exception>
    public static IReadOnlyList<ImageLayer> Create(
        ImageManifest manifest,
        ImageConfig config,
        ImageReference? origin,
        string subject,
        Func<Descriptor, IBlobSource?> openBlob)
    {
        if (manifest.Layers.Count != config.DiffIds.Count)
        {
            throw new OciException(
                OciErrors.InvalidDocument,
                $"could not read {subject}: its manifest has {manifest.Layers.Count} layers, its config"
                + $" {config.DiffIds.Count}.");
        }

        var history = HistoryOf(config);
        return [.. manifest.Layers.Select((descriptor, i) => new ImageLayer(config.DiffIds[i])
        {
            Descriptor = descriptor,
            Blob = openBlob(descriptor),
            Origin = origin,
            History = history?[i],
        })];
    }

    /// <summary>The entries of the history that made layers; null when they do not match the layers in number.</summary>
    public static IReadOnlyList<HistoryEntry>? HistoryOf(ImageConfig config)
    {
        var entries = config.History.Where(entry => !entry.EmptyLayer).ToList();
        return entries.Count == config.DiffIds.Count ? entries : null;
    }
}
