namespace Buildpacks.Net.Create;

/// <summary>The phases of a whole build, in order.</summary>
public enum CreateStep
{
    /// <summary>Images are looked at.</summary>
    Analyzing,

    /// <summary>Buildpacks are chosen.</summary>
    Detecting,

    /// <summary>Image extensions choose another run image; only where there are some.</summary>
    Generating,

    /// <summary>Layers of the last build are brought back.</summary>
    Restoring,

    /// <summary>Buildpacks build.</summary>
    Building,

    /// <summary>The image is made.</summary>
    Exporting,
}
