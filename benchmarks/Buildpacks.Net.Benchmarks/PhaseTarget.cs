namespace Buildpacks.Net.Benchmarks;

/// <summary>Where an image goes, and where its layers are kept.</summary>
/// <param name="Flags">Flags of all phases that deal with images.</param>
/// <param name="RunImage">The run image.</param>
/// <param name="Image">The image.</param>
/// <param name="Cache">Flags for the cache.</param>
internal sealed record PhaseTarget(string[] Flags, string RunImage, string Image, string[] Cache)
{
    /// <summary>An OCI layout, without a cache.</summary>
    public static PhaseTarget Layout(PhaseWorkspace workspace) => new(["-layout", "-layout-dir", workspace.In("layout")], "example.test/run", "example.test/app", []);

    /// <summary>The registry that runs, with a volume or an image as cache.</summary>
    public static PhaseTarget Registry(PhaseWorkspace workspace, string name, bool cacheImage) => new(
        [], $"{workspace.RegistryHost}/run", $"{workspace.RegistryHost}/{name}",
        cacheImage ? ["-cache-image", $"{workspace.RegistryHost}/cache-of-{name}"] : ["-cache-dir", workspace.In("cache")]);
}
