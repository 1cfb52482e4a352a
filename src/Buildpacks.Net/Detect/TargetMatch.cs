using Buildpacks.Net.Execution;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Detect;

/// <summary>Whether a buildpack or extension works on the run image (Buildpack API, targets). An empty field fits anything.</summary>
internal static class TargetMatch
{
    private const string AnyStack = "*";
    private const string BionicStack = "io.buildpacks.stacks.bionic";
    private static readonly ComponentTarget Any = new();
    private static readonly ComponentTarget Linux = new() { Os = "linux" };
    private static readonly ComponentTarget Bionic = new() { Os = "linux", Arch = "amd64", Distros = [new DistroInfo("ubuntu", "18.04")] };

    /// <summary>Whether one of the targets of a component fits.</summary>
    public static bool IsSatisfied(TargetMetadata image, Component component, BuildpackFeatures features) =>
        TargetsOf(component, features).Any(target => Fits(image, target));

    private static bool Fits(TargetMetadata image, ComponentTarget target) =>
        Same(image.Os, target.Os)
        && Same(image.Arch, target.Arch)
        && Same(image.ArchVariant, target.ArchVariant)
        && (target.Distros.Count == 0 || (image.Distro is { } distro && target.Distros.Any(other => Fits(distro, other))));

    private static bool Fits(DistroInfo image, DistroInfo target) => Same(image.Name, target.Name) && Same(image.Version, target.Version);

    private static bool Same(string left, string right) => left.Length == 0 || right.Length == 0 || left == right;

    /// <summary>The targets that the descriptor names, or those that its stacks or its programs stand for.</summary>
    private static IReadOnlyList<ComponentTarget> TargetsOf(Component component, BuildpackFeatures features)
    {
        if (component.Descriptor.Targets.Count > 0)
        {
            return component.Descriptor.Targets;
        }

        if (component.Kind == ComponentKind.Extension)
        {
            return [HasProgram(component, "detect") || HasProgram(component, "generate") ? Linux : Any];
        }

        var stacks = component.Descriptor.Stacks;
        var targets = stacks
            .Where(stack => stack.Id == AnyStack || (stack.Id == BionicStack && (features.HasTargetVariables || stacks.Count == 1)))
            .Select(stack => stack.Id == AnyStack ? Any : Bionic)
            .ToList();
        return targets.Count > 0 ? targets : [HasProgram(component, "build") ? Linux : Any];
    }

    private static bool HasProgram(Component component, string name) =>
        PosixFile.TryStatusOfLink($"{component.Directory}/bin/{name}") is not null;
}
