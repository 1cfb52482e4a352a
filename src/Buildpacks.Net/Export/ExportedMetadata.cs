using Buildpacks.Net.Caching;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Export;

/// <summary>Writes down which layer of the image and of the cache is what.</summary>
internal sealed class ExportedMetadata(ExportPlan plan, IReadOnlyList<PreparedLayer> layers)
{
    private readonly Dictionary<PlannedLayer, PreparedLayer> _prepared =
        layers.ToDictionary(layer => layer.Plan, layer => layer, ReferenceEqualityComparer.Instance as IEqualityComparer<PlannedLayer>);

    /// <summary>For the label of the image.</summary>
    public LifecycleMetadata ForImage(Image runImage, RunImageSource source, bool hasRunToml) => new()
    {
        App = [.. plan.App.Select(Sha)],
        Sbom = plan.LaunchSbom is { } sbom ? Sha(sbom) : null,
        Buildpacks = [.. plan.Buildpacks.Select(buildpack => Describe(buildpack, layer => layer.InImage) with
        {
            Store = buildpack.Folder.Store?.Metadata,
            HasStore = buildpack.Folder.Store is not null,
        })],
        Config = Sha(plan.Config),
        Launcher = Sha(plan.Launcher),
        ProcessTypes = plan.ProcessTypes is { } processes ? Sha(processes) : "",
        RunImage = new RunImageMetadata
        {
            TopLayer = runImage.Layers.Count == 0 ? "" : runImage.Layers[^1].DiffId.ToString(),
            Reference = runImage.Identifier,
            Image = hasRunToml ? source.Image : "",
            Mirrors = hasRunToml ? source.Mirrors : [],
        },
        StackRunImage = source,
    };

    /// <summary>For the cache.</summary>
    public CacheMetadata ForCache() => new()
    {
        Sbom = plan.CacheSbom is { } sbom && IsCached(sbom) ? Sha(sbom) : "",
        Buildpacks = [.. plan.Buildpacks.Select(buildpack => Describe(buildpack, IsCached))],
    };

    private BuildpackLayersMetadata Describe(PlannedBuildpack buildpack, Func<PlannedLayer, bool> isWanted) => new()
    {
        Id = buildpack.Folder.Buildpack.Id,
        Version = buildpack.Folder.Buildpack.Version,
        Layers = [.. buildpack.Layers.Where(pair => isWanted(pair.Layer)).Select(pair => Describe(pair.Folder, Sha(pair.Layer)))
            .OrderBy(layer => layer.Name.Value, Shared.PosixText.ByteOrder)],
    };

    private static LayerMetadata Describe(LayerFolder folder, string sha) => new()
    {
        Name = folder.Name,
        Sha = sha,
        Data = folder.Description.Metadata,
        Build = folder.Description.Build,
        Launch = folder.Description.Launch,
        Cache = folder.Description.Cache,
    };

    private bool IsCached(PlannedLayer layer) => _prepared.GetValueOrDefault(layer)?.IsCached == true;

    private string Sha(PlannedLayer layer) => _prepared[layer].DiffId.ToString();
}
