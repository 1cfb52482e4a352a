using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Execution;

/// <summary>Checks the API versions that buildpacks and extensions are written for (Buildpack API, compatibility).</summary>
internal static class ComponentApi
{
    /// <summary>The fault that a component is written for an API version that is not supported.</summary>
    public const string NotSupported = "BPN3131";

    /// <summary>The fault that a descriptor names no API version where it should have been checked long before.</summary>
    public const string Missing = "BPN3132";

    /// <summary>Checks a version as an order or group has it.</summary>
    /// <exception cref="LifecycleException">It is not supported, or is no version.</exception>
    public static void Check(ComponentKind kind, string name, string? api)
    {
        if (ApiVersion.TryParse(api, out var version) && BuildpackFeatures.TryFor(version) is not null)
        {
            return;
        }

        var asked = string.IsNullOrEmpty(api) ? "names no Buildpack API" : $"is written for Buildpack API '{api}', which is not supported";
        throw new LifecycleException(
            NotSupported,
            FailureKind.UnsupportedBuildpackApi,
            $"could not use the {Word(kind)} {name}: it {asked}; use a version of it for one of {string.Join(", ", BuildpackFeatures.Supported)}.");
    }

    /// <summary>The features of a component, whose version need not be a supported one.</summary>
    /// <exception cref="LifecycleException">Its descriptor names no version.</exception>
    public static BuildpackFeatures FeaturesOf(Component component, FailureKind kind) => component.Features
        ?? throw new LifecycleException(
            Missing,
            kind,
            $"could not use the {Word(component.Kind)} {component}: {component.Directory} has a descriptor without a valid 'api'; "
            + $"set it to one of {string.Join(", ", BuildpackFeatures.Supported)}.");

    private static string Word(ComponentKind kind) => kind == ComponentKind.Buildpack ? "buildpack" : "extension";
}
