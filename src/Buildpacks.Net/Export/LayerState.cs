namespace Buildpacks.Net.Export;

/// <summary>How far a layer is.</summary>
public enum LayerState
{
    /// <summary>It waits for others.</summary>
    Waiting,

    /// <summary>Its content is read.</summary>
    Preparing,

    /// <summary>It is ready to be saved, or found to be there already.</summary>
    Ready,
}
