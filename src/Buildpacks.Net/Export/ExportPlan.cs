using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Export;

/// <summary>All layers of an export, in the image's order.</summary>
internal sealed record ExportPlan
{
    /// <summary>The layers of the buildpacks.</summary>
    public required IReadOnlyList<PlannedBuildpack> Buildpacks { get; init; }

    /// <summary>The bills of materials for the image; null when there are none.</summary>
    public PlannedLayer? LaunchSbom { get; init; }

    /// <summary>The app folder.</summary>
    public required IReadOnlyList<PlannedLayer> App { get; init; }

    /// <summary>The launcher.</summary>
    public required PlannedLayer Launcher { get; init; }

    /// <summary>What the launcher reads.</summary>
    public required PlannedLayer Config { get; init; }

    /// <summary>The links of the process types; null without processes.</summary>
    public PlannedLayer? ProcessTypes { get; init; }

    /// <summary>The bills of materials for the cache; null when there are none.</summary>
    public PlannedLayer? CacheSbom { get; init; }

    /// <summary>What the previous image was made of.</summary>
    public required LifecycleMetadata Previous { get; init; }

    /// <summary>All layers.</summary>
    public IReadOnlyList<PlannedLayer> Layers =>
    [
        .. Buildpacks.SelectMany(buildpack => buildpack.Layers).Select(pair => pair.Layer),
        .. Some(LaunchSbom), .. App, Launcher, Config, .. Some(ProcessTypes), .. Some(CacheSbom),
    ];

    private static IEnumerable<PlannedLayer> Some(PlannedLayer? layer) => layer is null ? [] : [layer];
}
