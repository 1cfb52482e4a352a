using Buildpacks.Net.Lifecycle.Flags;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Apis;
using static Buildpacks.Net.Lifecycle.Flags.LifecycleFlags;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>extender: takes the platform's arguments, and says that this version does not apply Dockerfiles.</summary>
internal sealed class ExtendCommand : ILifecycleCommand
{
    /// <summary>The fault that images cannot be extended.</summary>
    public const string NotSupported = "BPN3909";

    public string Action => "extend";

    public IEnumerable<Flag> Flags(PlatformFeatures features) =>
    [
        Analyzed, App, LifecycleFlags.Buildpacks, Generated, GroupId, Group, KanikoCacheTtl, Layers, Plan, LifecycleFlags.Platform, UserId,
        .. FlagGroups.If(features.HasRunExtension, LifecycleFlags.Kind, Extended),
    ];

    public Task RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        References.MustBeNone(context.Arguments);
        throw context.Settings.ExtendKind is "build" or "run"
            ? new LifecycleException(
                NotSupported,
                FailureKind.Extend,
                "this version does not apply the Dockerfiles of image extensions; leave the extensions out of the order.")
            : References.Invalid($"-kind must be build or run, not '{context.Settings.ExtendKind}'.");
    }
}
