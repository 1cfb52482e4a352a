using System.Text;
using Buildpacks.Net.Caching;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Restore;

/// <summary>Writes the documents of the last build's layers into the layers folder, without their types: buildpacks set these anew.</summary>
internal sealed class MetadataRestore(RestoreInputs inputs, LifecycleMetadata previous, CacheMetadata cached)
{
    /// <summary>Brings back the buildpacks' own data.</summary>
    public async Task RestoreStoresAsync(GroupToml group, CancellationToken cancellationToken)
    {
        foreach (var element in group.Group)
        {
            if (PreviousOf(element) is { } before && (before.Store is not null || before.HasStore))
            {
                var path = BuildpackLayersFolder.PathOf(inputs.LayersDirectory, element) + "/store.toml";
                await WriteAsync(path, LayerToml.MetadataOnly(before.Store), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Brings back the data of layers.</summary>
    /// <returns>The diffID that the content of each layer must have, by its identifier.</returns>
    public async Task<Dictionary<string, string>> RestoreLayersAsync(GroupToml group, CancellationToken cancellationToken)
    {
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in group.Group)
        {
            var inImage = PreviousOf(element)?.Layers ?? [];
            var inCache = cached.LayersOf(element.Id);
            foreach (var layer in inImage.Where(layer => IsWanted(element, layer, inCache)))
            {
                RestoreLog.MetadataFromImage(inputs.Log, Identifier(element, layer));
                await RestoreAsync(element, layer, digests, cancellationToken).ConfigureAwait(false);
            }

            foreach (var layer in inCache.Where(layer => IsWantedFromCache(layer, inImage)))
            {
                RestoreLog.MetadataFromCache(inputs.Log, Identifier(element, layer));
                await RestoreAsync(element, layer, digests, cancellationToken).ConfigureAwait(false);
            }
        }

        return digests;
    }

    private bool IsWanted(GroupElement element, LayerMetadata layer, IReadOnlyList<LayerMetadata> inCache)
    {
        var reason = layer switch
        {
            { Launch: false } => "it is not a layer of the image",
            { Build: true, Cache: false } => "its content would be needed for the build, but is not kept",
            { Cache: true } when !inCache.Any(other => other.Name == layer.Name && other.Cache) => "its content is not in the cache",
            _ => null,
        };
        if (reason is not null)
        {
            RestoreLog.NoMetadata(inputs.Log, Identifier(element, layer), reason);
        }

        return reason is null;
    }

    // A layer that is also in the image is known from there, or stale.
    private bool IsWantedFromCache(LayerMetadata layer, IReadOnlyList<LayerMetadata> inImage) =>
        layer.Cache
        && (!layer.Launch || (inputs.Features.RestoresLaunchLayersFromCache && inImage.All(other => other.Name != layer.Name)));

    private async Task RestoreAsync(
        GroupElement element, LayerMetadata layer, Dictionary<string, string> digests, CancellationToken cancellationToken)
    {
        var path = $"{BuildpackLayersFolder.PathOf(inputs.LayersDirectory, element)}/{layer.Name}.toml";
        await WriteAsync(path, LayerToml.MetadataOnly(layer.Data), cancellationToken).ConfigureAwait(false);
        digests[Identifier(element, layer)] = layer.Sha;
    }

    private BuildpackLayersMetadata? PreviousOf(GroupElement element) =>
        previous.Buildpacks.FirstOrDefault(buildpack => buildpack.Id == element.Id);

    private static string Identifier(GroupElement element, LayerMetadata layer) => $"{element.Id}:{layer.Name}";

    private static Task WriteAsync(string path, string text, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(text), cancellationToken);
}
