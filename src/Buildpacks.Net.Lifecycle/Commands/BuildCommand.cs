using Buildpacks.Net.Build;
using Buildpacks.Net.Lifecycle.Flags;
using Buildpacks.Net.Lifecycle.Privileges;
using Buildpacks.Net.Spec.Apis;
using static Buildpacks.Net.Lifecycle.Flags.LifecycleFlags;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>builder: no positional arguments, and never as root.</summary>
internal sealed class BuildCommand : ILifecycleCommand
{
    public string Action => "build";

    public IEnumerable<Flag> Flags(PlatformFeatures features) =>
    [
        App, LifecycleFlags.Buildpacks, Group, Layers, Plan, LifecycleFlags.Platform,
        .. FlagGroups.If(features.HasBuildConfigFlag, BuildConfig),
        .. FlagGroups.If(features.BuilderReadsAnalyzed, Analyzed),
    ];

    public Task RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        References.MustBeNone(context.Arguments);
        CurrentUser.MustNotBeRoot(Action);
        return BuildPhase.RunAsync(PhaseInputs.Build(context), cancellationToken);
    }
}
