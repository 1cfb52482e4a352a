using Buildpacks.Net.Lifecycle.Flags;
using Buildpacks.Net.Lifecycle.Privileges;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Rebase;
using Buildpacks.Net.Spec.Apis;
using static Buildpacks.Net.Lifecycle.Flags.LifecycleFlags;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>rebaser: the name of the image to rebase, then further names for the result.</summary>
internal sealed class RebaseCommand : ILifecycleCommand
{
    public string Action => "rebase";

    public IEnumerable<Flag> Flags(PlatformFeatures features) =>
    [
        DeprecatedRunImage, GroupId, Report, RunImage, UserId, Daemon,
        .. FlagGroups.If(features.RebaserTakesPreviousImage, PreviousImage),
        .. FlagGroups.If(features.HasForcedRebase, Force),
        .. FlagGroups.If(features.HasInsecureRegistries, InsecureRegistry),
    ];

    public async Task RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var stores = ImageStores.Open(context);
        var inputs = ReadInputs(context, stores);
        ImageName?[] images = [inputs.OutputImage, .. inputs.AdditionalNames, inputs.PreviousImage, inputs.RunImage];
        var references = images.OfType<ImageName>().Select(name => name.Reference);
        await Handover.ToBuildUserAsync(context, stores, references, folders: [], cancellationToken).ConfigureAwait(false);
        await RebasePhase.RunAsync(inputs, cancellationToken).ConfigureAwait(false);
    }

    private static RebaseInputs ReadInputs(CommandContext context, ImageStores stores)
    {
        var settings = context.Settings;
        if (context.Arguments.Count == 0)
        {
            throw References.Invalid("at least one image name is required.");
        }

        if (settings is { DeprecatedRunImage: not null, RunImageIsGiven: true })
        {
            throw References.Invalid("give only one of -run-image and -image, which is the old name of the same flag.");
        }

        var outputs = References.ParseOutputs(context.Arguments, settings.UseDaemon);
        return new RebaseInputs
        {
            Features = context.Features,
            Images = stores.Images,
            ChecksAccess = stores.IsRegistry,
            OutputImage = outputs[0],
            AdditionalNames = [.. outputs.Skip(1)],
            PreviousImage = References.ParseOptional(settings.PreviousImage),
            RunImage = References.ParseOptional(settings.DeprecatedRunImage ?? settings.RunImage),
            Force = settings.ForceRebase,
            ReportPath = settings.ReportPath,
            Log = context.Log,
        };
    }
}
