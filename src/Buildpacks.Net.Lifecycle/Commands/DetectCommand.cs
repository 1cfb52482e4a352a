using Buildpacks.Net.Detect;
using Buildpacks.Net.Generate;
using Buildpacks.Net.Lifecycle.Flags;
using Buildpacks.Net.Lifecycle.Privileges;
using Buildpacks.Net.Platform;
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
        var passed = await DetectAsync(context, cancellationToken).ConfigureAwait(false);
        if (passed.Group.GroupExtensions.Count > 0)
        {
            await GeneratePhase.RunAsync(PhaseInputs.Generate(context), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs the detection; that nothing was found is a failure here.</summary>
    public static async Task<DetectResult.Passed> DetectAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var result = await DetectPhase.RunAsync(PhaseInputs.Detect(context), cancellationToken).ConfigureAwait(false);
        return result as DetectResult.Passed ?? throw new LifecycleException(
            NothingDetected,
            result is DetectResult.Failed { WithErrors: true } ? FailureKind.NothingDetectedWithErrors : FailureKind.NothingDetected,
            "no group of buildpacks passed detection; see above what each of them said.");
    }
}
