using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Sdk.Layers;

/// <summary>
/// A layer as the buildpack wants it: its name, what it is for, and everything its contents depend on. Because the inputs
/// are declared, the SDK decides alone whether the contents of the last build can be used.
/// </summary>
/// <param name="Name">The layer's name; its folder has the same one.</param>
/// <param name="Types">What the layer is for.</param>
public sealed record LayerDefinition(LayerName Name, LayerTypes Types)
{
    /// <summary>
    /// Everything the contents depend on, by name: versions, digests of lock files, settings. The layer is made again as soon
    /// as one of them differs from the last build; the names are shown as the reason. Values must not be secrets: they are
    /// stored in the image.
    /// </summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether a changed input leaves the old contents in the folder for the buildpack to update, as for a package cache;
    /// by default the folder is emptied first.
    /// </summary>
    public bool KeepContentsOnChange { get; init; }
}
