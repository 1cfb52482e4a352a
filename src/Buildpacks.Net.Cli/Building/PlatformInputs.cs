using Buildpacks.Net.Analyze;
using Buildpacks.Net.Build;
using Buildpacks.Net.Caching;
using Buildpacks.Net.Cli.Display;
using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Create;
using Buildpacks.Net.Detect;
using Buildpacks.Net.Export;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Restore;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Cli.Building;

/// <summary>Gives the phases their inputs, as a platform does.</summary>
internal sealed class PlatformInputs(CliHost host, BuildRequest request, WorkFolder work, IBuildDisplay display)
{
    private static readonly PlatformFeatures Features = PlatformFeatures.Newest;

    private readonly ImagePlacement _placement = ImagePlacement.Usual with { AppDirectory = request.Workspace };

    private string Analyzed => $"{work.Documents}/analyzed.toml";

    private string Group => $"{work.Documents}/group.toml";

    private string Plan => $"{work.Documents}/plan.toml";

    private string Run => $"{work.Documents}/run.toml";

    /// <summary>Makes all inputs.</summary>
    public CreateInputs Create(RunImage runImage, ImageHomes homes, BuildCaches caches, string launcher)
    {
        File.WriteAllText(Run, TomlWriter.Write(new TomlTable { ["images"] = new TomlArray([new TomlTable { ["image"] = runImage.Name.Text }]) }));
        ILayerCache? cache = caches switch
        {
            { Image: { } image } => new ImageCache(homes.Registries, image, work.Spool, display.Log),
            { Folder: { } folder } => new VolumeCache(folder),
            _ => null,
        };
        return new CreateInputs
        {
            Analyze = Analyze(runImage, homes, caches),
            Detect = Detect(),
            Restore = Restore(cache),
            Build = Build(),
            BeforeExport = runImage.CompleteAsync,
            Export = Export(runImage, cache, launcher),
        };
    }

    /// <summary>The inputs of a detection alone: what an analysis would say of the run image is written for it.</summary>
    public DetectInputs DetectFor(RunImage runImage)
    {
        var analyzed = new AnalyzedToml
        {
            RunImage = new AnalyzedRunImage { Reference = runImage.Image.Identifier, Image = runImage.Name.Text, Target = ImageTarget.Read(runImage.Image.Config) },
        };
        File.WriteAllText(Analyzed, analyzed.ToToml());
        return Detect();
    }

    private AnalyzeInputs Analyze(RunImage runImage, ImageHomes homes, BuildCaches caches) => new()
    {
        Features = Features,
        Images = runImage.Images,
        ChecksAccess = request.Output.Kind is OutputKind.Registry or OutputKind.Layout,
        OutputImage = request.Name.Reference,
        AdditionalNames = [.. request.Tags.Select(tag => tag.Reference)],
        PreviousImage = request.PreviousImage?.Reference,
        RunImage = runImage.Name.Reference,
        RunImageName = runImage.Name.Text,
        CacheImage = caches.Image,
        CacheImages = caches.Image is null ? null : homes.Registries,
        LayersDirectory = work.Layers,
        Placement = _placement,
        SkipLayers = request.ClearsCache,
        AnalyzedPath = Analyzed,
        Log = display.Log,
    };

    private DetectInputs Detect() => new()
    {
        Features = Features,
        AppDirectory = work.App,
        BuildpacksDirectory = work.Buildpacks,
        PlatformDirectory = work.Platform,
        OrderPath = $"{work.Documents}/order.toml",
        AnalyzedPath = Analyzed,
        GroupPath = Group,
        PlanPath = Plan,
        ExecutionEnvironment = request.ExecutionEnvironment,
        Environment = host.Environment,
        Log = display.Log,
    };

    private RestoreInputs Restore(ILayerCache? cache) => new()
    {
        Features = Features,
        Cache = cache,
        LayersDirectory = work.Layers,
        Placement = _placement,
        AppDirectory = work.App,
        GroupPath = Group,
        AnalyzedPath = Analyzed,
        SkipLayers = request.ClearsCache,
        Log = display.Log,
    };

    private BuildInputs Build() => new()
    {
        Features = Features,
        AppDirectory = work.App,
        BuildpacksDirectory = work.Buildpacks,
        LayersDirectory = work.Layers,
        PlatformDirectory = work.Platform,
        GroupPath = Group,
        PlanPath = Plan,
        AnalyzedPath = Analyzed,
        ExecutionEnvironment = request.ExecutionEnvironment,
        Environment = host.Environment,
        Output = display.BuildpackOutput,
        Log = display.Log,
    };

    private ExportInputs Export(RunImage runImage, ILayerCache? cache, string launcher) => new()
    {
        Features = Features,
        Images = runImage.Images,
        OutputImage = request.Name,
        AdditionalNames = request.Tags,
        Cache = cache,
        AppDirectory = work.App,
        LayersDirectory = work.Layers,
        Placement = _placement,
        GroupPath = Group,
        AnalyzedPath = Analyzed,
        ProjectMetadataPath = $"{work.Documents}/project-metadata.toml",
        RunPath = Run,
        ReportPath = $"{work.Documents}/report.toml",
        LauncherPath = launcher,
        LifecycleSbomDirectory = null,
        LauncherSbomDirectory = File.Exists($"{Path.GetDirectoryName(launcher)}/launcher.sbom.cdx.json") ? Path.GetDirectoryName(launcher) : null,
        Launcher = new LauncherSource(ProductVersion.Text),
        ProcessType = request.DefaultProcess,
        ExecutionEnvironment = request.ExecutionEnvironment,
        Owner = runImage.Owner,
        CreationTime = request.CreationTime,
        SpoolDirectory = work.Spool,
        Progress = display.Layers,
        Log = display.Log,
    };
}
