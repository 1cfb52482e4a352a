using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Cli.Building;

/// <summary>
/// Launch layers that a buildpack keeps as they are in the previous image, without having their content here. What they need of
/// the base can only be read in that image.
/// </summary>
internal sealed class KeptLayers(WorkFolder work, BuildImages images)
{
    /// <summary>Extracts the kept layers of a build.</summary>
    /// <returns>Their folders.</returns>
    public async Task<IReadOnlyList<string>> ExtractAsync(BuildMetadataToml metadata, CancellationToken cancellationToken)
    {
        var kept = metadata.Buildpacks.SelectMany(buildpack => Find(buildpack).Select(layer => (buildpack, layer))).ToList();
        if (kept.Count == 0)
        {
            return [];
        }

        var analyzed = await AnalyzedToml.ReadAsync($"{work.Documents}/analyzed.toml", cancellationToken).ConfigureAwait(false);
        var previous = analyzed.PreviousImage is { Length: > 0 } name
            ? await images.FindAsync(ImageReference.Parse(name), null, cancellationToken).ConfigureAwait(false)
            : null;
        var folders = new List<string>();
        foreach (var (buildpack, layer) in kept)
        {
            var sha = analyzed.Metadata.Buildpacks.FirstOrDefault(other => other.Id == buildpack.Id)?.Layers.FirstOrDefault(other => other.Name.Value == layer)?.Sha;
            if (Digest.TryParse(sha, out var diffId) && previous?.FindLayer(diffId) is { } found)
            {
                folders.Add(await ExtractAsync(found, cancellationToken).ConfigureAwait(false));
            }
        }

        return folders;
    }

    private IEnumerable<string> Find(GroupElement buildpack)
    {
        const string suffix = ".toml";
        var folder = $"{work.Layers}/{buildpack.Id.FolderName}";
        foreach (var name in PosixFile.TryStatus(folder) is null ? [] : PosixFile.ReadDirectory(folder))
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal)
                && name is not ("launch.toml" or "build.toml" or "store.toml")
                && PosixFile.TryStatus($"{folder}/{name[..^suffix.Length]}") is null
                && LaunchLayers.IsLaunch($"{folder}/{name}"))
            {
                yield return name[..^suffix.Length];
            }
        }
    }

    private async Task<string> ExtractAsync(ImageLayer layer, CancellationToken cancellationToken)
    {
        var folder = $"{work.Spool}/kept-{layer.DiffId.Hex}";
        PosixFile.MakeDirectories(folder);
        var tar = await layer.OpenTarAsync(cancellationToken).ConfigureAwait(false);
        await using (tar.ConfigureAwait(false))
        {
            var options = new ExtractionOptions { Root = folder, Within = ImagePlacement.Usual.LayersDirectory };
            await LayerExtractor.ExtractAsync(tar, options, cancellationToken).ConfigureAwait(false);
        }

        return folder;
    }
}
