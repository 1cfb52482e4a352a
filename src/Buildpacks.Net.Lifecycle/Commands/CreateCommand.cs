using Buildpacks.Net.Create;
using Buildpacks.Net.Lifecycle.Flags;
using Buildpacks.Net.Lifecycle.Logging;
using Buildpacks.Net.Lifecycle.Privileges;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Apis;
using Microsoft.Extensions.Logging;
using static Buildpacks.Net.Lifecycle.Flags.LifecycleFlags;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>creator: one positional argument, the name of the app image.</summary>
internal sealed class CreateCommand : ILifecycleCommand
{
    public string Action => "create";

    public IEnumerable<Flag> Flags(PlatformFeatures features) =>
    [
        App, LifecycleFlags.Buildpacks, CacheFolder, CacheImage, GroupId, LaunchCache, Launcher, LayerCompression, Layers, Order,
        LifecycleFlags.Parallel, LifecycleFlags.Platform, PreviousImage, ProcessType, ProjectMetadata, Report, RunImage, SkipRestore, Stack, Tag, UserId, Daemon,
        VerifyLayers, KeepHardLinks, KeepXattrs,
        .. FlagGroups.If(features.HasBuildConfigFlag, BuildConfig),
        .. FlagGroups.If(features.HasLifecycleSboms, LauncherSbom),
        .. FlagGroups.If(features.HasLayout, LayoutFolder, Layout),
        .. FlagGroups.If(features.HasRunToml, Run),
        .. FlagGroups.If(features.HasInsecureRegistries, InsecureRegistry),
        .. FlagGroups.If(features.HasSystemBuildpacks, LifecycleFlags.System),
    ];

    public async Task RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.Count != 1)
        {
            throw References.Invalid($"one image name is expected, but there are {context.Arguments.Count} arguments.");
        }

        var settings = context.Settings;
        using var stores = ImageStores.Open(context);
        context = context with { Environment = WithHome(context) };
        var inputs = await ReadInputsAsync(context, stores, cancellationToken).ConfigureAwait(false);
        Experimental.GuardLayout(context);
        ImageStores.RequireLayoutFolder(context, FailureKind.Analyze);
        string?[] folders = [settings.CacheFolder, settings.LaunchCacheFolder, settings.LayersFolder];
        await Handover
            .ToBuildUserAsync(context, stores, PhaseInputs.ImagesOf(inputs.Analyze), folders, cancellationToken).ConfigureAwait(false);
        await CreatePhase.RunAsync(inputs, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<CreateInputs> ReadInputsAsync(CommandContext context, ImageStores stores, CancellationToken cancellationToken)
    {
        var restores = !context.Settings.SkipLayers || context.Features.CreatorAlwaysRestores;
        return new CreateInputs
        {
            Analyze = await PhaseInputs.AnalyzeAsync(context, stores, context.Arguments[0], cancellationToken).ConfigureAwait(false),
            Detect = PhaseInputs.Detect(context) with { Experimental = ExperimentalMode.Quiet },
            Generate = context.Features.HasExtensions ? PhaseInputs.Generate(context) : null,
            Restore = restores ? PhaseInputs.Restore(context, stores) with { Images = null, ChecksAccess = false } : null,
            Build = PhaseInputs.Build(context),
            Export = PhaseInputs.Export(context, stores, [context.Arguments[0], .. context.Settings.Tags]),
            Progress = new Headings(context.Log),
        };
    }

    // Buildpacks find the home of the user they run as. A user that the system does not know keeps what was inherited.
    private static Spec.Env.EnvironmentVariables WithHome(CommandContext context)
    {
        var user = CurrentUser.Resolve(context.Settings.UserId, context.Settings.GroupId);
        return PasswordFile.FindHome(user.UserId) is { } home ? context.Environment.With("HOME", home) : context.Environment;
    }

    private sealed class Headings(ILogger log) : IProgress<CreateStep>
    {
        public void Report(CreateStep value) => ProgramLog.Phase(log, value.ToString().ToUpperInvariant());
    }
}
