namespace Buildpacks.Net.Sdk.Layers;

/// <summary>What a layer is for (Buildpack specification, "Layer Types"). Combine them as needed.</summary>
[Flags]
public enum LayerTypes
{
    /// <summary>For this build only, and for this buildpack only.</summary>
    None = 0,

    /// <summary>In the application image.</summary>
    Launch = 1,

    /// <summary>Available to the buildpacks that come after this one, in this build.</summary>
    Build = 2,

    /// <summary>Kept for the next build of this application.</summary>
    Cache = 4,
}
