using Buildpacks.Net.Build;
using Buildpacks.Net.Cli.MachineBase;
using Buildpacks.Net.Export;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Cli.Building;

/// <summary>Finds out what the launch layers of a build need of their base, whether their content is here or in the previous image.</summary>
internal sealed class MachineNeeds(WorkFolder work, CacheFolder caches, Images.BuildImages images)
{
    private readonly ScanMemory _memory = new(caches.MachineScans);
    private readonly Dictionary<string, FolderContent> _made = new(StringComparer.Ordinal);

    /// <summary>What the layers hold, by their folders.</summary>
    public async Task<IReadOnlyDictionary<string, FolderContent>> FindAsync(BuildResult built, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, FolderContent>(StringComparer.Ordinal);
        foreach (var layer in LaunchLayers.Find(work, built.Metadata).Where(layer => PosixFile.TryStatusOfLink(layer.Folder)?.Type == PosixFileType.Directory))
        {
            found[layer.Folder] = _made[layer.Identifier] = FolderScan.Run([layer.Folder], cancellationToken);
        }

        var kept = LaunchLayers.Find(work, built.Metadata).Where(layer => PosixFile.TryStatus(layer.Folder) is null).ToList();
        if (kept.Count > 0)
        {
            var analyzed = await AnalyzedToml.ReadAsync($"{work.Documents}/analyzed.toml", cancellationToken).ConfigureAwait(false);
            var previous = await PreviousLayers.OpenAsync(analyzed, images, cancellationToken).ConfigureAwait(false);
            foreach (var layer in kept)
            {
                found[layer.Folder] = await LookAsync(previous, layer, cancellationToken).ConfigureAwait(false);
            }
        }

        return found;
    }

    /// <summary>Remembers what the layers of this build hold, now that it is known which they are.</summary>
    public async Task RememberAsync(IEnumerable<ExportedLayer> layers, CancellationToken cancellationToken)
    {
        foreach (var layer in layers)
        {
            if (_made.TryGetValue(layer.Identifier, out var content))
            {
                await _memory.RememberAsync(layer.DiffId, content, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<FolderContent> LookAsync(PreviousLayers previous, LaunchLayer layer, CancellationToken cancellationToken)
    {
        if (previous.Find(layer) is not { } kept)
        {
            // The export will say that there is no such layer.
            return new FolderContent();
        }

        if (await _memory.TryRecallAsync(kept.DiffId, cancellationToken).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        var folder = $"{work.Spool}/kept-{kept.DiffId.Hex}";
        await PreviousLayers.ExtractAsync(kept, folder, cancellationToken).ConfigureAwait(false);
        var content = FolderScan.Run([folder], cancellationToken);
        await _memory.RememberAsync(kept.DiffId, content, cancellationToken).ConfigureAwait(false);
        return content;
    }
}
