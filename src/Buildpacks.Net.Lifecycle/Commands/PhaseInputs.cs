using Buildpacks.Net.Analyze;
using Buildpacks.Net.Build;
using Buildpacks.Net.Detect;
using Buildpacks.Net.Generate;
using Buildpacks.Net.Oci.Images;

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
}
