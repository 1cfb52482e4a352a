using System.Text.Json;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Oci.Daemon;

/// <summary>Writes images to a daemon.</summary>
internal sealed class DaemonImageWriter(DaemonClient client, DaemonImageReader reader, DaemonOptions options)
{
    /// <summary>Loads an image under its first name, and gives it the others.</summary>
    public async Task<SavedImage> SaveAsync(
        NewImage image, IReadOnlyList<ImageReference> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            RequireTag(name);
        }

        var present = await CountPresentAsync(image, cancellationToken).ConfigureAwait(false);
        DaemonLog.Loading(options.Log, image.Layers.Count - present, image.Layers.Count);
        try
        {
            await LoadAsync(image, names[0], present, cancellationToken).ConfigureAwait(false);
        }
        catch (OciException fault) when (present > 0 && fault.Code is DaemonErrors.Refused or DaemonErrors.Unreachable)
        {
            // A daemon that does not know its own layers by their digests wants them all.
            DaemonLog.LoadingAll(options.Log, fault.Message);
            await LoadAsync(image, names[0], 0, cancellationToken).ConfigureAwait(false);
        }

        var id = await reader.GetIdAsync(names[0], cancellationToken).ConfigureAwait(false);
        foreach (var name in names.Skip(1))
        {
            await client.PostAsync(
                $"/images/{id}/tag?repo={Uri.EscapeDataString(name.RepositoryName)}&tag={Uri.EscapeDataString(name.Tag!)}",
                $"name image {name} in the daemon",
                cancellationToken).ConfigureAwait(false);
        }

        return new SavedImage(id.Hex, id) { ManifestSize = SizeOfManifest(image) };
    }

    /// <summary>
    /// The length of the manifest that would stand for the image in a registry if its layers from the daemon were empty
    /// there: reports state it, and other tools count it so.
    /// </summary>
    private static long SizeOfManifest(NewImage image)
    {
        var config = image.CompleteConfig().ToJson();
        var descriptor = new Descriptor(MediaTypes.DockerConfig, Digest.Sha256(config), config.Length);
        var layers = image.Layers.Select(layer =>
            layer.Descriptor ?? new Descriptor(MediaTypes.DockerLayerGzip, layer.DiffId, 0));
        return ImageManifest.Create(MediaTypeFamily.Docker, descriptor, [.. layers]).Raw.Length;
    }

    private static void RequireTag(ImageReference name)
    {
        if (name.Tag is null)
        {
            throw new OciException(
                OciErrors.InvalidReference, $"could not write image {name}: a daemon takes images by a tag, not by a digest.");
        }
    }

    /// <summary>
    /// How many of the lowest layers need not be sent: a daemon knows layers by all that is below them, so it has those
    /// that another of its images starts with.
    /// </summary>
    private async Task<int> CountPresentAsync(NewImage image, CancellationToken cancellationToken)
    {
        var known = image.Layers.Select(layer => layer.Tar).OfType<DaemonLayer>().Select(layer => layer.ImageDiffIds);
        var wanted = image.Layers.Select(layer => layer.DiffId).ToList();
        var present = known.Select(ids => CountEqual(ids, wanted)).DefaultIfEmpty().Max();
        if (present > 0 && await KeepsWholeImagesAsync(cancellationToken).ConfigureAwait(false))
        {
            DaemonLog.LoadingAll(options.Log, "it keeps images in containerd");
            return 0;
        }

        return present;
    }

    private static int CountEqual(IReadOnlyList<Digest> left, List<Digest> right) =>
        left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();

    private async Task<bool> KeepsWholeImagesAsync(CancellationToken cancellationToken)
    {
        using var info = await client.GetJsonAsync("/info", "ask the daemon how it keeps images", cancellationToken)
            .ConfigureAwait(false);
        return info is not null
            && info.RootElement.TryGetProperty("DriverStatus", out var status)
            && status.ValueKind == JsonValueKind.Array
            && status.GetRawText().Contains("io.containerd.snapshotter", StringComparison.Ordinal);
    }

    private async Task LoadAsync(NewImage image, ImageReference name, int present, CancellationToken cancellationToken)
    {
        var action = $"write image {name} to the daemon";
        using var archive = new DaemonArchive(image, name.Name, present, options.SpoolDirectory);
        var progress = await client.UploadAsync("/images/load?quiet=1", archive, action, cancellationToken).ConfigureAwait(false);
        if (DaemonAnswer.ErrorIn(progress) is { } reason)
        {
            throw new OciException(DaemonErrors.Refused, $"could not {action}: the daemon says: {reason}.");
        }
    }
}
