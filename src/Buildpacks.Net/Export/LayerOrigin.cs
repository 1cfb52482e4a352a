namespace Buildpacks.Net.Export;

/// <summary>Why a layer of an image was made or not made.</summary>
public enum LayerOrigin
{
    /// <summary>The previous image has no such layer.</summary>
    New,

    /// <summary>The previous image has one of that name with other content.</summary>
    Changed,

    /// <summary>The content is that of the previous image; it was read to find out.</summary>
    Unchanged,

    /// <summary>The buildpack kept the layer without having its content here; it is that of the previous image.</summary>
    Kept,
}
