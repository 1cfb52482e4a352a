using Buildpacks.Net.Caching;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Apis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buildpacks.Net.Export;

/// <summary>What an export works on (Platform API, exporter). Paths are absolute.</summary>
public sealed record ExportInputs
{
    /// <summary>What the Platform API has.</summary>
    public required PlatformFeatures Features { get; init; }

    /// <summary>Where the run image, the previous image and the new image are.</summary>
    public required IImageStore Images { get; init; }

    /// <summary>The name the image gets.</summary>
    public required ImageName OutputImage { get; init; }

    /// <summary>Further names it gets.</summary>
    public IReadOnlyList<ImageName> AdditionalNames { get; init; } = [];

    /// <summary>Where layers are kept for the next build; null for nowhere.</summary>
    public ILayerCache? Cache { get; init; }

    /// <summary>The folder of the application.</summary>
    public required string AppDirectory { get; init; }

    /// <summary>The layers folder, as the builder left it.</summary>
    public required string LayersDirectory { get; init; }

    /// <summary>
    /// Where both folders are in the image; null for where they are on disk. With a placement, paths that layers and launch
    /// metadata hold are rewritten on disk first: the folders are of no use to buildpacks afterwards.
    /// </summary>
    public ImagePlacement? Placement { get; init; }

    /// <summary>The folder in which the extender left the extended run image; null when there is none.</summary>
    public string? ExtendedDirectory { get; init; }

    /// <summary>group.toml: whose layers are exported.</summary>
    public required string GroupPath { get; init; }

    /// <summary>analyzed.toml: the run image, and what the previous image was made of.</summary>
    public required string AnalyzedPath { get; init; }

    /// <summary>project-metadata.toml; it need not be there.</summary>
    public string? ProjectMetadataPath { get; init; }

    /// <summary>run.toml, or stack.toml before Platform API 0.12; it need not be there.</summary>
    public string? RunPath { get; init; }

    /// <summary>Where to write report.toml; null writes none.</summary>
    public string? ReportPath { get; init; }

    /// <summary>The launcher, which becomes <c>/cnb/lifecycle/launcher</c> of the image.</summary>
    public required string LauncherPath { get; init; }

    /// <summary>
    /// The folder with bills of materials of lifecycle and launcher (<c>lifecycle.sbom.*.json</c>, <c>launcher.sbom.*.json</c>);
    /// null for none.
    /// </summary>
    public string? LifecycleSbomDirectory { get; init; } = "/cnb/lifecycle";

    /// <summary>A folder with bills of materials of another launcher, all of which are taken; null for the standard ones.</summary>
    public string? LauncherSbomDirectory { get; init; }

    /// <summary>What the image's label says of the lifecycle.</summary>
    public LauncherSource Launcher { get; init; } = new();

    /// <summary>The process that starts by default; null to leave it to the buildpacks.</summary>
    public string? ProcessType { get; init; }

    /// <summary>The execution environment that was built for; empty for none.</summary>
    public string ExecutionEnvironment { get; init; } = "production";

    /// <summary>The owner of the layers' files.</summary>
    public required FileOwner Owner { get; init; }

    /// <summary>
    /// The time the image is said to be made at (SOURCE_DATE_EPOCH), from Platform API 0.9; null for one second into 1980.
    /// </summary>
    public DateTimeOffset? CreationTime { get; init; }

    /// <summary>A folder for compressed layers until they are where they belong. A folder of its own is made in it, and removed.</summary>
    public required string SpoolDirectory { get; init; }

    /// <summary>How layers are compressed; null for gzip.</summary>
    public ILayerCompressor? Compressor { get; init; }

    /// <summary>
    /// Whether a file of a layer with several names is stored once, with hard links to it; otherwise each name is a file of its own,
    /// as with other lifecycles.
    /// </summary>
    public bool KeepHardLinks { get; init; }

    /// <summary>Whether extended attributes (<c>user.*</c>) and file capabilities become part of layers.</summary>
    public bool KeepExtendedAttributes { get; init; }

    /// <summary>
    /// Whether layers are read even when their files have the status that the restorer recorded, so that nobody can have changed
    /// them.
    /// </summary>
    public bool VerifyLayers { get; init; }

    /// <summary>Receives how far each layer is; called from several threads.</summary>
    public IProgress<LayerProgress>? Progress { get; init; }

    /// <summary>Receives what is worth telling.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    internal EntryOptions Entries => new()
    {
        Owner = Owner,
        KeepHardLinks = KeepHardLinks,
        KeepExtendedAttributes = KeepExtendedAttributes,
    };

    internal ImagePlacement InImage => Placement ?? new ImagePlacement(AppDirectory, LayersDirectory);

    /// <summary>The path in the image of something in the layers folder; null for the one on disk.</summary>
    internal string? ArchivePathOf(string path) => Placement is null ? null : Placement.LayersDirectory + path[LayersDirectory.Length..];
}
