using Buildpacks.Net.Analyze;
using Buildpacks.Net.Build;
using Buildpacks.Net.Detect;
using Buildpacks.Net.Export;
using Buildpacks.Net.Generate;
using Buildpacks.Net.Lifecycle.Privileges;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Restore;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>Makes the inputs of the library's phases from what the platform set; for single phases and for the creator alike.</summary>
internal static class PhaseInputs
{
    /// <summary>The inputs of the analysis.</summary>
    /// <exception cref="LifecycleException">An image is not named as it must be, or no run image can be found.</exception>
    public static async Task<AnalyzeInputs> AnalyzeAsync(
        CommandContext context, ImageStores stores, string image, CancellationToken cancellationToken)
    {
        var settings = context.Settings;
        if (image.Length == 0)
        {
            throw References.Invalid("the name of the image to write is required.");
        }

        var output = References.Parse(image);
        var runImage = await RunImageArgument
            .ResolveAsync(context, output, stores.IsRegistry ? stores.Registries : null, cancellationToken).ConfigureAwait(false);
        var outputs = References.ParseOutputs([image, .. settings.Tags], settings.UseDaemon);
        return new AnalyzeInputs
        {
            Features = context.Features,
            Images = stores.Images,
            ChecksAccess = stores.IsRegistry,
            OutputImage = output.Reference,
            AdditionalNames = [.. outputs.Skip(1).Select(name => name.Reference)],
            PreviousImage = References.ParseOptional(settings.PreviousImage)?.Reference,
            RunImage = runImage.Reference,
            RunImageName = stores.NameInDocuments(runImage),
            CacheImage = References.ParseOptional(settings.CacheImage)?.Reference,
            CacheImages = stores.Registries,
            LayersDirectory = settings.LayersFolder,
            SkipLayers = settings.SkipLayers,
            AnalyzedPath = settings.AnalyzedPath,
            Log = context.Log,
        };
    }

    /// <summary>The images that an analysis asks registries for.</summary>
    public static IEnumerable<ImageReference> ImagesOf(AnalyzeInputs inputs)
    {
        ImageReference?[] images = [inputs.OutputImage, .. inputs.AdditionalNames, inputs.PreviousImage, inputs.RunImage, inputs.CacheImage];
        return images.OfType<ImageReference>();
    }

    /// <summary>The inputs of the detection.</summary>
    public static DetectInputs Detect(CommandContext context)
    {
        var settings = context.Settings;
        return new DetectInputs
        {
            Features = context.Features,
            AppDirectory = settings.AppFolder,
            BuildpacksDirectory = settings.BuildpacksFolder,
            ExtensionsDirectory = settings.ExtensionsFolder,
            PlatformDirectory = settings.PlatformFolder,
            BuildConfigDirectory = settings.BuildConfigFolder,
            OrderPath = settings.OrderPath,
            SystemPath = settings.SystemPath,
            AnalyzedPath = settings.AnalyzedPath,
            GroupPath = settings.GroupPath,
            PlanPath = settings.PlanPath,
            ExecutionEnvironment = settings.ExecutionEnvironment,
            Experimental = Experimental.Mode(context),
            Environment = context.Environment,
            Log = context.Log,
        };
    }

    /// <summary>The inputs of the extensions' turn after the detection.</summary>
    public static GenerateInputs Generate(CommandContext context)
    {
        var settings = context.Settings;
        return new GenerateInputs
        {
            Features = context.Features,
            AppDirectory = settings.AppFolder,
            ExtensionsDirectory = settings.ExtensionsFolder,
            PlatformDirectory = settings.PlatformFolder,
            BuildConfigDirectory = settings.BuildConfigFolder,
            GeneratedDirectory = settings.GeneratedFolder,
            GroupPath = settings.GroupPath,
            PlanPath = settings.PlanPath,
            AnalyzedPath = settings.AnalyzedPath,
            RunPath = settings.RunPath,
            Environment = context.Environment,
            Output = context.Output,
            Log = context.Log,
        };
    }

    /// <summary>The inputs of the build.</summary>
    public static BuildInputs Build(CommandContext context)
    {
        var settings = context.Settings;
        return new BuildInputs
        {
            Features = context.Features,
            AppDirectory = settings.AppFolder,
            BuildpacksDirectory = settings.BuildpacksFolder,
            LayersDirectory = settings.LayersFolder,
            PlatformDirectory = settings.PlatformFolder,
            BuildConfigDirectory = settings.BuildConfigFolder,
            GroupPath = settings.GroupPath,
            PlanPath = settings.PlanPath,
            AnalyzedPath = settings.AnalyzedPath,
            ExecutionEnvironment = settings.ExecutionEnvironment,
            Environment = context.Environment,
            Output = context.Output,
            Log = context.Log,
        };
    }

    /// <summary>The inputs of the restore.</summary>
    public static RestoreInputs Restore(CommandContext context, ImageStores stores)
    {
        var settings = context.Settings;
        return new RestoreInputs
        {
            Features = context.Features,
            Images = stores.Images,
            ChecksAccess = stores.IsRegistry,
            Cache = Caches.Open(context, stores),
            LayersDirectory = settings.LayersFolder,
            GroupPath = settings.GroupPath,
            AnalyzedPath = settings.AnalyzedPath,
            RunPath = settings.RunPath,
            BuildImage = References.ParseOptional(settings.BuildImage)?.Reference,
            SkipLayers = settings.SkipLayers,
            Log = context.Log,
        };
    }

    /// <summary>The inputs of the export.</summary>
    /// <exception cref="LifecycleException">An image is not named as it must be.</exception>
    public static ExportInputs Export(CommandContext context, ImageStores stores, IEnumerable<string> names)
    {
        var settings = context.Settings;
        var outputs = References.ParseOutputs(names, settings.UseDaemon);
        var owner = CurrentUser.Resolve(settings.UserId, settings.GroupId);
        return new ExportInputs
        {
            Features = context.Features,
            Images = stores.Images,
            OutputImage = outputs[0],
            AdditionalNames = [.. outputs.Skip(1)],
            Cache = Caches.Open(context, stores),
            AppDirectory = settings.AppFolder,
            LayersDirectory = settings.LayersFolder,
            ExtendedDirectory = settings.ExtendedFolder,
            GroupPath = settings.GroupPath,
            AnalyzedPath = settings.AnalyzedPath,
            ProjectMetadataPath = settings.ProjectMetadataPath,
            RunPath = context.Features.HasRunToml ? settings.RunPath : settings.StackPath,
            ReportPath = settings.ReportPath,
            LauncherPath = settings.LauncherPath,
            LauncherSbomDirectory = settings.LauncherSbomFolder,
            Launcher = new LauncherSource(ProductVersion.Text),
            ProcessType = settings.ProcessType,
            ExecutionEnvironment = settings.ExecutionEnvironment,
            Owner = new FileOwner(owner.UserId, owner.GroupId),
            CreationTime = SourceDateEpoch.Read(context),
            SpoolDirectory = Caches.SpoolFolder(context),
            Compressor = LayerCompressors.Choose(settings),
            VerifyLayers = settings.VerifyLayers,
            KeepHardLinks = settings.KeepHardLinks,
            KeepExtendedAttributes = settings.KeepXattrs,
            Log = context.Log,
        };
    }

    /// <summary>The images in a registry that analyzed.toml names; none when it cannot be read, which the phase will report.</summary>
    public static async Task<IReadOnlyList<ImageReference>> AnalyzedImagesAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var analyzed = await AnalyzedToml.ReadAsync(path, cancellationToken).ConfigureAwait(false);
            string?[] names = [analyzed.PreviousImage, analyzed.RunImage?.Reference];
            return [.. names.Select(name => ImageReference.TryParse(name, out var reference) ? reference : null).OfType<ImageReference>()];
        }
        catch (DocumentException)
        {
            return [];
        }
    }
}
