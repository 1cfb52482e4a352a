using System.Globalization;
using Buildpacks.Net.Caching;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Export;

/// <summary>Finds out which layers there are, and where the last build left each of them.</summary>
internal sealed class ExportPlanner(ExportInputs inputs, ExportDocuments documents, CacheMetadata cached)
{
    private readonly EntryOptions _entries = inputs.Entries;
    private readonly LifecycleMetadata _previous = documents.Analyzed.Metadata;

    /// <summary>Plans all layers.</summary>
    public async Task<ExportPlan> PlanAsync(BuildMetadataToml metadata, CancellationToken cancellationToken)
    {
        var buildpacks = new List<PlannedBuildpack>();
        foreach (var element in documents.Group.Group)
        {
            buildpacks.Add(await PlanBuildpackAsync(element, cancellationToken).ConfigureAwait(false));
        }

        return new ExportPlan
        {
            Buildpacks = buildpacks,
            LaunchSbom = PlanSbom("launch", _previous.Sbom ?? "") is { } sbom ? sbom with { InImage = true } : null,
            App = PlanApp(metadata, cancellationToken),
            Launcher = new PlannedLayer("buildpacksio/lifecycle:launcher", "Buildpacks Application Launcher", LauncherFiles.Launcher(inputs.LauncherPath))
            {
                Previous = [_previous.Launcher],
            },
            Config = new PlannedLayer(
                "buildpacksio/lifecycle:config", "Buildpacks Launcher Config", Directory(inputs.LayersDirectory + "/config"))
            {
                Previous = [_previous.Config],
            },
            ProcessTypes = PlanProcessTypes(metadata),
            CacheSbom = inputs.Cache is null || PlanSbom("cache", "") is not { } cacheSbom
                ? null
                : cacheSbom with { InCache = true, Cached = cached.Sbom },
            Previous = _previous,
        };
    }

    private async Task<PlannedBuildpack> PlanBuildpackAsync(GroupElement element, CancellationToken cancellationToken)
    {
        try
        {
            var folder = await BuildpackLayersFolder.ReadAsync(inputs.LayersDirectory, element, cancellationToken).ConfigureAwait(false);
            var layers = folder.Layers
                .Where(layer => layer.Fault is null && (layer.Description.Launch || IsCached(layer)))
                .Select(layer => (layer, PlanLayer(element, layer)))
                .ToList();
            return folder.Layers.FirstOrDefault(layer => layer.Fault is not null) is not { } bad
                ? new PlannedBuildpack(folder, layers)
                : throw ExportFault.Of(ExportFault.BadLayer, $"the description of layer {bad.Identifier} cannot be used: {bad.Fault}");
        }
        catch (DocumentException fault)
        {
            throw new LifecycleException(fault.Code, FailureKind.Export, fault.Message, fault);
        }
    }

    private bool IsCached(LayerFolder layer) => inputs.Cache is not null && layer.Description.Cache && layer.HasContents;

    private PlannedLayer PlanLayer(GroupElement element, LayerFolder layer)
    {
        var before = _previous.Buildpacks.FirstOrDefault(buildpack => buildpack.Id == element.Id)?.FindLayer(layer.Name);
        var hasContents = layer.HasContents;
        if (layer.Description.Launch && !hasContents)
        {
            CheckIsKept(layer, before);
        }

        return new PlannedLayer(
            layer.Identifier, $"Layer: '{layer.Name}', Created by buildpack: {element}", hasContents ? Directory(layer.Path) : null)
        {
            InImage = layer.Description.Launch,
            InCache = IsCached(layer),
            Previous = before is null ? [] : [before.Sha],
            Cached = cached.LayersOf(element.Id).FirstOrDefault(other => other.Name == layer.Name)?.Sha ?? "",
        };
    }

    private static void CheckIsKept(LayerFolder layer, LayerMetadata? before)
    {
        if (layer.Description.Cache)
        {
            throw ExportFault.Of(
                ExportFault.NoContent,
                $"layer {layer.Identifier} is to be cached but has no content; let its buildpack make the folder {layer.Path}.");
        }

        if (before is null)
        {
            throw ExportFault.Of(
                ExportFault.NoContent,
                $"layer {layer.Identifier} has no content, and the previous image has no such layer to keep; let its buildpack make the folder {layer.Path}.");
        }
    }

    private PlannedLayer? PlanSbom(string kind, string previous)
    {
        var path = $"{inputs.LayersDirectory}/sbom/{kind}";
        return !inputs.Features.HasSbomLayers || PosixFile.TryStatus(path) is null
            ? null
            : new PlannedLayer($"buildpacksio/lifecycle:{kind}.sbom", "Software Bill-of-Materials", Directory(path))
            {
                InImage = false,
                Previous = [previous],
            };
    }

    private List<PlannedLayer> PlanApp(BuildMetadataToml metadata, CancellationToken cancellationToken)
    {
        if (metadata.Slices.Count == 0 && !AppSlices.IsLink(inputs.AppDirectory))
        {
            return [new PlannedLayer("slice-1", "Application Layer", App()) { Previous = _previous.App }];
        }

        var slices = new AppSlices(inputs.AppDirectory, cancellationToken);
        return
        [
            .. slices.Divide(metadata.Slices).Select((paths, i) => new PlannedLayer(
                string.Create(CultureInfo.InvariantCulture, $"slice-{i + 1}"),
                metadata.Slices.Count == 0 ? "Application Layer" : string.Create(CultureInfo.InvariantCulture, $"Application Slice: {i + 1}"),
                Files(paths, slices.IsLinked))
            {
                Previous = _previous.App,
            }),
        ];
    }

    private ILayerContent Files(IReadOnlyList<string> paths, bool isLinked) => (paths.Count, isLinked) switch
    {
        (0, _) => new EntryListLayerContent([]),
        (_, true) when inputs.Placement is null => new LinkedFolderContent(inputs.AppDirectory, paths, _entries),
        _ => new FileListLayerContent(inputs.AppDirectory, paths) { Options = _entries, ArchivePath = inputs.Placement?.AppDirectory },
    };

    // The order is that of slices: of whole paths.
    private DirectoryLayerContent App() => new(inputs.AppDirectory)
    {
        Options = _entries,
        ArchivePath = inputs.Placement?.AppDirectory,
        SortsByPath = true,
    };

    private PlannedLayer? PlanProcessTypes(BuildMetadataToml metadata) => metadata.Processes.Count == 0
        ? null
        : new PlannedLayer("buildpacksio/lifecycle:process-types", "Buildpacks Process Types", LauncherFiles.ProcessTypes(metadata.Processes))
        {
            Previous = [_previous.ProcessTypes],
        };

    private DirectoryLayerContent Directory(string path) => new(path) { Options = _entries, ArchivePath = inputs.ArchivePathOf(path) };
}
