using System.Diagnostics;
using Buildpacks.Net.Caching;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Untouched;

namespace Buildpacks.Net.Restore;

/// <summary>
/// Brings back the content of cached layers, several at once. A layer is extracted beside its place and verified in the same pass;
/// only then it gets its name. What is damaged is left out with all that belongs to it.
/// </summary>
/// <param name="inputs">What is restored.</param>
/// <param name="cached">What is in the cache.</param>
/// <param name="known">The diffID each layer must have, by its identifier.</param>
/// <param name="extraction">How content gets to its place.</param>
internal sealed class DataRestore(RestoreInputs inputs, CacheMetadata cached, IReadOnlyDictionary<string, string> known, VerifiedExtraction extraction)
{
    private readonly LayerRecording _records = new(inputs.LayersDirectory);

    /// <summary>Restores the layers of all buildpacks.</summary>
    public async Task<IReadOnlyList<RestoredLayer>> RunAsync(GroupToml group, CancellationToken cancellationToken)
    {
        RemoveLeftovers();
        _records.Clear();
        var wanted = new List<(LayerFolder Folder, LayerMetadata Cached)>();
        foreach (var element in group.Group)
        {
            var inCache = cached.LayersOf(element.Id);
            var folder = await BuildpackLayersFolder.ReadAsync(inputs.LayersDirectory, element, cancellationToken).ConfigureAwait(false);
            wanted.AddRange(folder.Layers
                .Select(layer => (layer, inCache.FirstOrDefault(other => other.Name == layer.Name && other.Cache)!))
                .Where(pair => pair.Item2 is not null));
        }

        return await RestoreAsync(wanted, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<RestoredLayer>> RestoreAsync(
        List<(LayerFolder Folder, LayerMetadata Cached)> wanted, CancellationToken cancellationToken)
    {
        var results = new RestoredLayer[wanted.Count];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = 2 * Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, wanted.Count, options, async (i, stop) =>
            results[i] = await RestoreAsync(wanted[i].Folder, wanted[i].Cached, stop).ConfigureAwait(false)).ConfigureAwait(false);
        return results;
    }

    private async Task<RestoredLayer> RestoreAsync(LayerFolder layer, LayerMetadata kept, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var reason = known.GetValueOrDefault(layer.Identifier, "") != kept.Sha
            ? "the cache has another content than the last build's image"
            : null;
        if (reason is not null)
        {
            RestoreLog.Removing(inputs.Log, layer.Identifier, reason);
        }
        else
        {
            RestoreLog.Data(inputs.Log, layer.Identifier);
            reason = await TryExtractAsync(layer, kept.Sha, cancellationToken).ConfigureAwait(false);
        }

        if (reason is null)
        {
            return new RestoredLayer(layer.Identifier, RestoreOutcome.Restored, watch.Elapsed);
        }

        Remove(layer);
        return new RestoredLayer(layer.Identifier, RestoreOutcome.Dropped, watch.Elapsed, reason);
    }

    private async Task<string?> TryExtractAsync(LayerFolder layer, string sha, CancellationToken cancellationToken)
    {
        try
        {
            if (!Digest.TryParse(sha, out var diffId) || inputs.Cache is null)
            {
                throw new OciException(OciErrors.InvalidDigest, $"the cache names '{sha}' as its content, which is no digest.");
            }

            var tar = await inputs.Cache.OpenLayerAsync(diffId, cancellationToken).ConfigureAwait(false);
            await using (tar.ConfigureAwait(false))
            {
                var archive = new RestoredArchive(extraction.ArchivePathOf(layer.Path));
                await extraction.RunAsync(tar, layer.Path, archive.Add, cancellationToken).ConfigureAwait(false);
                _records.Record(layer.Path, archive, diffId, archive.Length, cancellationToken);
            }

            return null;
        }
        catch (OciException fault)
        {
            RestoreLog.Skipping(inputs.Log, layer.Identifier, fault.Message);
            return fault.Message;
        }
    }

    private static void Remove(LayerFolder layer)
    {
        WritableTree.Remove(layer.Path);
        PosixFile.RemoveTree(layer.Path + ".sha");
        PosixFile.RemoveTree(layer.Path + ".toml");
    }

    // What a restore that was killed was about to extract.
    private void RemoveLeftovers()
    {
        if (PosixFile.TryStatus(inputs.LayersDirectory) is null)
        {
            return;
        }

        foreach (var name in PosixFile.ReadDirectory(inputs.LayersDirectory))
        {
            if (name.StartsWith(RestoreInputs.TemporaryPrefix, StringComparison.Ordinal))
            {
                WritableTree.Remove($"{inputs.LayersDirectory}/{name}");
            }
        }
    }
}
