namespace Buildpacks.Net.Sdk.Platform;

/// <summary>What the image will run on: the <c>CNB_TARGET_…</c> variables (Buildpack specification, "Targets").</summary>
/// <param name="Os">Operating system, such as <c>linux</c>; null when the platform does not say.</param>
/// <param name="Arch">Architecture as Go names it, such as <c>amd64</c>.</param>
/// <param name="ArchVariant">Variant of the architecture, such as <c>v8</c>.</param>
/// <param name="DistroName">Distribution, such as <c>debian</c>.</param>
/// <param name="DistroVersion">Its version, such as <c>12</c>.</param>
public sealed record BuildTarget(string? Os, string? Arch, string? ArchVariant, string? DistroName, string? DistroVersion)
{
    internal static BuildTarget Read(IReadOnlyDictionary<string, string> environment) => new(
        environment.GetValueOrDefault("CNB_TARGET_OS"),
        environment.GetValueOrDefault("CNB_TARGET_ARCH"),
        environment.GetValueOrDefault("CNB_TARGET_ARCH_VARIANT"),
        environment.GetValueOrDefault("CNB_TARGET_DISTRO_NAME"),
        environment.GetValueOrDefault("CNB_TARGET_DISTRO_VERSION"));
}
