using Buildpacks.Net.Analyze;
using Buildpacks.Net.Lifecycle.Flags;
using Buildpacks.Net.Lifecycle.Privileges;
using Buildpacks.Net.Spec.Apis;
using static Buildpacks.Net.Lifecycle.Flags.LifecycleFlags;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>analyzer: one positional argument, the name of the app image.</summary>
internal sealed class AnalyzeCommand : ILifecycleCommand
{
    public string Action => "analyze";

    public IEnumerable<Flag> Flags(PlatformFeatures features) =>
    [
        Analyzed, CacheImage, GroupId, Layers, PreviousImage, RunImage, Tag, UserId, Daemon,
        .. FlagGroups.If(features.AnalyzerTakesLaunchCache, LaunchCache, SkipLayers),
        .. FlagGroups.If(features.HasLayout, LayoutFolder, Layout),
        .. FlagGroups.If(features.HasRunToml, Run),
        .. FlagGroups.If(!features.HasRunToml, Stack),
        .. FlagGroups.If(features.HasInsecureRegistries, InsecureRegistry),
    ];

    public async Task RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.Count != 1)
        {
            throw References.Invalid($"one image name is expected, but there are {context.Arguments.Count} arguments.");
        }

        using var stores = ImageStores.Open(context);
        var inputs = await PhaseInputs.AnalyzeAsync(context, stores, context.Arguments[0], cancellationToken).ConfigureAwait(false);
        Experimental.GuardLayout(context);
        ImageStores.RequireLayoutFolder(context, Net.Platform.FailureKind.Analyze);
        string?[] folders = [context.Settings.LayersFolder, context.Settings.CacheFolder, context.Settings.LaunchCacheFolder];
        await Handover.ToBuildUserAsync(context, stores, PhaseInputs.ImagesOf(inputs), folders, cancellationToken).ConfigureAwait(false);
        await AnalyzePhase.RunAsync(inputs, cancellationToken).ConfigureAwait(false);
    }
}
