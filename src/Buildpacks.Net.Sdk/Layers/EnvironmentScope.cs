namespace Buildpacks.Net.Sdk.Layers;

/// <summary>Who sees a layer's environment variables (Buildpack specification, "Provided by the Buildpacks").</summary>
public enum EnvironmentScope
{
    /// <summary>Later buildpacks and the processes of the image: folder <c>env</c>.</summary>
    BuildAndLaunch,

    /// <summary>Later buildpacks: folder <c>env.build</c>.</summary>
    Build,

    /// <summary>The processes of the image: folder <c>env.launch</c>.</summary>
    Launch,
}
