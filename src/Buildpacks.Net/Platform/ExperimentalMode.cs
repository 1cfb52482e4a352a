namespace Buildpacks.Net.Platform;

/// <summary>What happens when a build uses a feature that is experimental in the platform's API version (CNB_EXPERIMENTAL_MODE).</summary>
public enum ExperimentalMode
{
    /// <summary>The phase fails; the default.</summary>
    Error,

    /// <summary>A warning is logged.</summary>
    Warn,

    /// <summary>Nothing is said.</summary>
    Quiet,
}
