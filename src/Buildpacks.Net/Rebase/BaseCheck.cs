using System.Text.Json;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Rebase;

/// <summary>Whether an app goes with a new base: by their targets, or by their stacks where the app is from before targets.</summary>
internal static class BaseCheck
{
    private const string PlatformApiVariable = "CNB_PLATFORM_API";
    private const string RebasableLabel = "io.buildpacks.rebasable";
    private const string StackLabel = "io.buildpacks.stack.id";
    private const string MixinsLabel = "io.buildpacks.stack.mixins";

    /// <summary>Checks.</summary>
    /// <exception cref="LifecycleException">They do not go together, and the rebase is not forced, or not to be forced.</exception>
    public static void Run(RebaseInputs inputs, Image app, Image newBase)
    {
        var api = app.Config.GetEnv(PlatformApiVariable);
        if (string.IsNullOrEmpty(api))
        {
            CheckStack(inputs, app, newBase);
            return;
        }

        if (!ApiVersion.TryParse(api, out var version))
        {
            throw RebaseFault.Of(
                RebaseFault.BadMetadata, $"{PlatformApiVariable}={api} of {inputs.AppImage} is not an API version; build the image anew.");
        }

        if (PlatformFeatures.ImagesHaveTargets(version))
        {
            CheckTarget(inputs, app, newBase);
        }
        else
        {
            CheckStack(inputs, app, newBase);
        }
    }

    private static void CheckTarget(RebaseInputs inputs, Image app, Image newBase)
    {
        if (app.Config.GetLabel(RebasableLabel) == "false")
        {
            Object(inputs, $"{inputs.AppImage} is marked as not rebasable");
        }

        var appTarget = ImageTarget.Read(app.Config);
        var baseTarget = ImageTarget.Read(newBase.Config);
        if (!ImageTarget.CanCarry(baseTarget, appTarget))
        {
            Object(inputs, $"the new base is for {Describe(baseTarget)}, but {inputs.AppImage} is for {Describe(appTarget)}");
        }
    }

    private static void Object(RebaseInputs inputs, string objection)
    {
        if (!inputs.Force)
        {
            throw RebaseFault.Of(RebaseFault.Incompatible, $"{objection}; override with -force.");
        }

        RebaseLog.Forced(inputs.Log, objection);
    }

    private static void CheckStack(RebaseInputs inputs, Image app, Image newBase)
    {
        var appStack = app.Config.GetLabel(StackLabel);
        var baseStack = newBase.Config.GetLabel(StackLabel);
        if (string.IsNullOrEmpty(appStack) || string.IsNullOrEmpty(baseStack) || appStack != baseStack)
        {
            throw RebaseFault.Of(
                RebaseFault.Incompatible,
                $"the stack of the new base is '{baseStack}' and that of {inputs.AppImage} is '{appStack}'; both must have the same; choose another base.");
        }

        var missing = Mixins(app, inputs).Except(Mixins(newBase, inputs)).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw RebaseFault.Of(
                RebaseFault.Incompatible, $"the new base lacks mixins that {inputs.AppImage} needs: {string.Join(", ", missing)}; choose another base.");
        }
    }

    private static HashSet<string> Mixins(Image image, RebaseInputs inputs)
    {
        var json = image.Config.GetLabel(MixinsLabel);
        if (string.IsNullOrEmpty(json))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Null
                ? []
                : [.. document.RootElement.EnumerateArray().Select(mixin => WithoutStage(mixin.GetString() ?? ""))];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw RebaseFault.Of(
                RebaseFault.BadMetadata, $"the label {MixinsLabel} of {image.Reference}, met while rebasing {inputs.AppImage}, is not a list of names.", fault);
        }
    }

    private static string WithoutStage(string mixin)
    {
        foreach (var stage in (string[])["build:", "run:"])
        {
            if (mixin.StartsWith(stage, StringComparison.Ordinal))
            {
                return mixin[stage.Length..];
            }
        }

        return mixin;
    }

    private static string Describe(TargetMetadata target)
    {
        var platform = new Oci.Images.Platform(target.Os, target.Arch) { Variant = target.ArchVariant };
        return target.Distro is { } distro ? $"{platform} {distro.Name} {distro.Version}".TrimEnd() : platform.ToString();
    }
}
