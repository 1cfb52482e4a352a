using Buildpacks.Net.Sdk.Sbom;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Sdk.Build;

/// <summary>What a build leaves behind besides layers: the files the host writes for the buildpack.</summary>
public sealed record BuildResult
{
    /// <summary>Processes, labels and slices of the image: <c>launch.toml</c>.</summary>
    public LaunchToml? Launch { get; init; }

    /// <summary>Plan entries that were not met: <c>build.toml</c>.</summary>
    public BuildToml? Build { get; init; }

    /// <summary>What the next build of this application finds in its context: <c>store.toml</c>. Null keeps nothing.</summary>
    public StoreToml? Store { get; init; }

    /// <summary>Bill of materials of what this buildpack put into the application folder: <c>launch.sbom.cdx.json</c>.</summary>
    public CycloneDxBom? LaunchSbom { get; init; }
}
