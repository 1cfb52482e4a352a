using Buildpacks.Net.Detect;
using Buildpacks.Net.Generate;
using Buildpacks.Net.Lifecycle.Flags;
using Buildpacks.Net.Lifecycle.Privileges;
using Buildpacks.Net.Spec.Apis;
using static Buildpacks.Net.Lifecycle.Flags.LifecycleFlags;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>detector: no positional arguments, and never as root.</summary>
internal sealed class DetectCommand : ILifecycleCommand
{
    /// <summary>The fault that no group of buildpacks passed.</summary>
    public const string NothingDetected = "BPN3908";

    public string Action => "detect";

    public IEnumerable<Flag> Flags(PlatformFeatures features) =>
    [
        App, LifecycleFlags.Buildpacks, Group, Layers, Order, Plan, LifecycleFlags.Platform,
        .. FlagGroups.If(features.HasExtensions, Analyzed, Extensions, Generated),
        .. FlagGroups.If(features.HasBuildConfigFlag, BuildConfig),
        .. FlagGroups.If(features.HasRunToml, Run),
        .. FlagGroups.If(features.HasSystemBuildpacks, LifecycleFlags.System),
    ];

    public async Task RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        References.MustBeNone(context.Arguments);
        CurrentUser.MustNotBeRoot(Action);
        var result = await DetectPhase.RunAsync(PhaseInputs.Detect(context), cancellationToken).ConfigureAwait(false);
        var passed = result.RequirePassed(NothingDetected);
        if (passed.Group.GroupExtensions.Count > 0)
        {
            await GeneratePhase.RunAsync(PhaseInputs.Generate(context), cancellationToken).ConfigureAwait(false);
        }
    }
}
