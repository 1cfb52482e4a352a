using Buildpacks.Net.Spec.Apis;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>A buildpack of the image.</summary>
/// <param name="Id">Its id as written in metadata.toml.</param>
/// <param name="Features">What its API has.</param>
internal sealed record LaunchBuildpack(string Id, BuildpackFeatures Features)
{
    /// <summary>The name of its folder below the layers folder.</summary>
    public string FolderName => Id.Replace('/', '_');
}
