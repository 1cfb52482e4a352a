using Buildpacks.Net.Lifecycle.Flags;
using Buildpacks.Net.Lifecycle.Privileges;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Restore;
using Buildpacks.Net.Spec.Apis;
using static Buildpacks.Net.Lifecycle.Flags.LifecycleFlags;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>restorer: no positional arguments.</summary>
internal sealed class RestoreCommand : ILifecycleCommand
{
    public string Action => "restore";

    public IEnumerable<Flag> Flags(PlatformFeatures features) =>
    [
        Analyzed, CacheFolder, CacheImage, GroupId, Group, Layers, SkipLayers, UserId,
        .. FlagGroups.If(features.RestorerTakesBuildImage, BuildImage),
        .. FlagGroups.If(features.RestorerTakesGenerated, Daemon, Generated),
        .. FlagGroups.If(features.HasLayout, Layout, LayoutFolder),
        .. FlagGroups.If(features.HasInsecureRegistries, InsecureRegistry),
        .. FlagGroups.If(features.RestorerChecksRunImage, Run),
    ];

    public async Task RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        References.MustBeNone(context.Arguments);
        using var stores = ImageStores.Open(context);
        var settings = context.Settings;
        var inputs = PhaseInputs.Restore(context, stores);
        ImageReference?[] images = [inputs.BuildImage, References.ParseOptional(settings.CacheImage)?.Reference];
        string?[] folders = [settings.LayersFolder, settings.CacheFolder];
        await Handover
            .ToBuildUserAsync(context, stores, images.OfType<ImageReference>(), folders, cancellationToken).ConfigureAwait(false);
        await RestorePhase.RunAsync(inputs, cancellationToken).ConfigureAwait(false);
    }
}
