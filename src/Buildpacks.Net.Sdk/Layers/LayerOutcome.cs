namespace Buildpacks.Net.Sdk.Layers;

/// <summary>Why a layer was made again, or that it was not.</summary>
public enum LayerOutcome
{
    /// <summary>The declared inputs are those of the last build: the contents were taken over.</summary>
    Reused,

    /// <summary>The last build had no such layer.</summary>
    New,

    /// <summary>The declared inputs differ from those of the last build.</summary>
    InputsChanged,

    /// <summary>The inputs are the same, but the contents are needed in this build and were not in the cache.</summary>
    ContentsMissing,
}
