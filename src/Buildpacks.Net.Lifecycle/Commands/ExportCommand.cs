using Buildpacks.Net.Export;
using Buildpacks.Net.Lifecycle.Flags;
using Buildpacks.Net.Lifecycle.Privileges;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Apis;
using static Buildpacks.Net.Lifecycle.Flags.LifecycleFlags;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>exporter: the name of the app image, then further names for it.</summary>
internal sealed class ExportCommand : ILifecycleCommand
{
    public string Action => "export";

    public IEnumerable<Flag> Flags(PlatformFeatures features) =>
    [
        Analyzed, App, CacheFolder, CacheImage, GroupId, Group, LaunchCache, Launcher, LayerCompression, Layers, LifecycleFlags.Parallel,
        ProcessType, ProjectMetadata, Report, RunImage, DeprecatedRunImage, UserId, Daemon, VerifyLayers, KeepHardLinks, KeepXattrs,
        .. FlagGroups.If(features.HasLifecycleSboms, LauncherSbom),
        .. FlagGroups.If(features.HasRunExtension, Extended),
        .. FlagGroups.If(features.HasLayout, LayoutFolder, Layout),
        .. FlagGroups.If(features.HasRunToml, Run),
        .. FlagGroups.If(!features.HasRunToml, Stack),
        .. FlagGroups.If(features.HasInsecureRegistries, InsecureRegistry),
    ];

    public async Task RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var settings = context.Settings;
        if (context.Arguments.Count == 0)
        {
            throw References.Invalid("at least one image name is required.");
        }

        if (settings.RunImageIsGiven || settings.DeprecatedRunImage is not null)
        {
            throw References.Invalid("-run-image and -image are not supported here: the run image is the one of the analyzer.");
        }

        using var stores = ImageStores.Open(context);
        var inputs = PhaseInputs.Export(context, stores, context.Arguments);
        Experimental.GuardLayout(context);
        ImageStores.RequireLayoutFolder(context, FailureKind.Export);
        ImageReference?[] images =
        [
            inputs.OutputImage.Reference,
            .. inputs.AdditionalNames.Select(name => name.Reference),
            References.ParseOptional(settings.CacheImage)?.Reference,
            .. await PhaseInputs.AnalyzedImagesAsync(inputs.AnalyzedPath, cancellationToken).ConfigureAwait(false),
        ];
        string?[] folders = [settings.CacheFolder, settings.LaunchCacheFolder];
        await Handover
            .ToBuildUserAsync(context, stores, images.OfType<ImageReference>(), folders, cancellationToken).ConfigureAwait(false);
        await ExportPhase.RunAsync(inputs, cancellationToken).ConfigureAwait(false);
    }
}
