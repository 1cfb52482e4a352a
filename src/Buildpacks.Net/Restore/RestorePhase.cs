using Buildpacks.Net.Caching;
using Buildpacks.Net.Execution;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Restore;

/// <summary>
/// The restore phase (Platform API, restorer): brings back what the buildpacks of the group know of the last build, and the
/// content of the layers they kept in the cache.
/// </summary>
public static class RestorePhase
{
    /// <summary>Runs the phase. Layers of the cache that are damaged are left out, with a warning.</summary>
    /// <exception cref="LifecycleException">The restore cannot be carried out.</exception>
    /// <exception cref="DocumentException">group.toml cannot be read.</exception>
    public static async Task<RestoreResult> RunAsync(RestoreInputs inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var group = await ReadGroupAsync(inputs, cancellationToken).ConfigureAwait(false);
        var analyzed = await AnalyzedUpdate.RunAsync(inputs, group, cancellationToken).ConfigureAwait(false);
        var cached = inputs.Cache is null ? CacheMetadata.Empty : await inputs.Cache.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var layers = await RestoreAsync(inputs, group, analyzed?.Metadata, cached, cancellationToken).ConfigureAwait(false);
            return new RestoreResult(layers, analyzed);
        }
        catch (Exception fault) when (fault is OciException or SpecException)
        {
            throw RestoreFault.Of(RestoreFault.NotPossible, fault.Message, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw RestoreFault.Of(
                RestoreFault.NotPossible, $"{fault.Message.TrimEnd('.')}; let this user write to {inputs.LayersDirectory}, and make room there.", fault);
        }
    }

    private static async Task<GroupToml> ReadGroupAsync(RestoreInputs inputs, CancellationToken cancellationToken)
    {
        var group = await GroupToml.ReadAsync(inputs.GroupPath, cancellationToken).ConfigureAwait(false);
        foreach (var element in group.Group)
        {
            ComponentApi.Check(ComponentKind.Buildpack, element.ToString(), element.Api);
        }

        return group;
    }

    private static async Task<IReadOnlyList<RestoredLayer>> RestoreAsync(
        RestoreInputs inputs, GroupToml group, LifecycleMetadata? previous, CacheMetadata cached, CancellationToken cancellationToken)
    {
        var metadata = new MetadataRestore(inputs, previous ?? new LifecycleMetadata(), cached);
        await metadata.RestoreStoresAsync(group, cancellationToken).ConfigureAwait(false);
        var known = inputs.SkipLayers ? [] : await metadata.RestoreLayersAsync(group, cancellationToken).ConfigureAwait(false);
        if (inputs.SkipLayers)
        {
            RestoreLog.SkippingLayers(inputs.Log);
        }

        var extraction = inputs.Extraction(group.Group.Select(element => element.Id.FolderName));
        var restored = await new DataRestore(inputs, cached, known, extraction).RunAsync(group, cancellationToken).ConfigureAwait(false);
        await new SbomRestore(inputs, cached).RunAsync(group, cancellationToken).ConfigureAwait(false);
        return Combine(known, restored);
    }

    private static IReadOnlyList<RestoredLayer> Combine(IReadOnlyDictionary<string, string> known, IReadOnlyList<RestoredLayer> restored)
    {
        var dealtWith = restored.Select(layer => layer.Identifier).ToHashSet();
        var others = known.Keys.Where(identifier => !dealtWith.Contains(identifier));
        return [.. restored, .. others.Select(identifier => new RestoredLayer(identifier, RestoreOutcome.MetadataOnly, TimeSpan.Zero))];
    }
}
