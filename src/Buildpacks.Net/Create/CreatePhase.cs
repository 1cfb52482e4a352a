using Buildpacks.Net.Analyze;
using Buildpacks.Net.Build;
using Buildpacks.Net.Detect;
using Buildpacks.Net.Export;
using Buildpacks.Net.Generate;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Restore;

namespace Buildpacks.Net.Create;

/// <summary>
/// The create phase (Platform API, creator): a whole build in one process. It only composes the other phases, each of which
/// fails in its own way.
/// </summary>
public static class CreatePhase
{
    /// <summary>The code of the fault that no group of buildpacks passed detection.</summary>
    public const string NothingDetected = "BPN3121";

    /// <summary>The code of the fault that image extensions extend an image, for which single phases are needed.</summary>
    public const string HasExtensions = "BPN3122";

    /// <summary>Runs the phases.</summary>
    /// <exception cref="LifecycleException">A phase failed; its kind tells which and how.</exception>
    public static async Task<CreateResult> RunAsync(CreateInputs inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        await TryCacheAsync(inputs, cancellationToken).ConfigureAwait(false);
        inputs.Progress?.Report(CreateStep.Analyzing);
        var analyzed = await AnalyzePhase.RunAsync(inputs.Analyze, cancellationToken).ConfigureAwait(false);
        inputs.Progress?.Report(CreateStep.Detecting);
        var detected = (await DetectPhase.RunAsync(inputs.Detect, cancellationToken).ConfigureAwait(false)).RequirePassed(NothingDetected);
        await GenerateAsync(inputs, detected, cancellationToken).ConfigureAwait(false);
        var restored = await RestoreAsync(inputs, detected, cancellationToken).ConfigureAwait(false);
        inputs.Progress?.Report(CreateStep.Building);
        var built = await BuildPhase.RunAsync(inputs.Build, cancellationToken).ConfigureAwait(false);
        inputs.Progress?.Report(CreateStep.Exporting);
        if (inputs.BeforeExport is { } prepare)
        {
            await prepare(built, cancellationToken).ConfigureAwait(false);
        }

        var exported = await ExportPhase.RunAsync(inputs.Export, cancellationToken).ConfigureAwait(false);
        return new CreateResult(analyzed, detected, restored, built, exported);
    }

    // A cache that cannot be used should not be found out after minutes of building.
    private static async Task TryCacheAsync(CreateInputs inputs, CancellationToken cancellationToken)
    {
        if (inputs.Export.Cache is { } cache)
        {
            _ = await cache.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Another run image can be taken here; Dockerfiles that do more need processes of their own.
    private static async Task GenerateAsync(CreateInputs inputs, DetectResult.Passed detected, CancellationToken cancellationToken)
    {
        if (detected.Group.GroupExtensions.Count == 0)
        {
            return;
        }

        var names = string.Join(", ", detected.Group.GroupExtensions);
        if (inputs.Generate is null)
        {
            throw Refused($"the detected group has image extensions ({names}), which cannot take part here; leave them out of the order");
        }

        inputs.Progress?.Report(CreateStep.Generating);
        var generated = await GeneratePhase.RunAsync(inputs.Generate, cancellationToken).ConfigureAwait(false);
        if (generated.ExtendsBuildImage || generated.ExtendsRunImage)
        {
            throw Refused(
                $"image extensions ({names}) want to extend the {(generated.ExtendsBuildImage ? "build" : "run")} image, which a build in one process cannot do: it can only take another run image; "
                + "run the phases one by one, or leave the extensions out of the order");
        }

        // Platforms that rely on a refusal, as the Go lifecycle has it, get one wherever nothing else was to be done.
        if (!generated.ChoosesRunImage)
        {
            throw Refused(
                $"the detected group has image extensions ({names}), none of which chooses a run image, which is all that they can do in a build in one process; "
                + "run the phases one by one, or leave the extensions out of the order");
        }
    }

    private static LifecycleException Refused(string reason) => new(HasExtensions, FailureKind.Detect, reason + ".");

    private static async Task<RestoreResult?> RestoreAsync(
        CreateInputs inputs, DetectResult.Passed detected, CancellationToken cancellationToken)
    {
        if (inputs.Restore is null)
        {
            return null;
        }

        inputs.Progress?.Report(CreateStep.Restoring);

        // The run image that extensions chose is looked at by the restore.
        var restore = detected.Group.GroupExtensions.Count > 0 ? inputs.Restore with { Images = inputs.Restore.Images ?? inputs.Analyze.Images } : inputs.Restore;
        return await RestorePhase.RunAsync(restore, cancellationToken).ConfigureAwait(false);
    }
}
