using Buildpacks.Net.Oci.Layers;

namespace Buildpacks.Net.Export;

/// <summary>A layer that the export has to put into the image, into the cache, or into both.</summary>
/// <param name="Identifier">Its name in messages.</param>
/// <param name="CreatedBy">Its line in the image's history.</param>
/// <param name="Content">Its content; null when it stays what it is in the previous image.</param>
internal sealed record PlannedLayer(string Identifier, string CreatedBy, ILayerContent? Content)
{
    /// <summary>Whether it becomes part of the image.</summary>
    public bool InImage { get; init; } = true;

    /// <summary>Whether it is kept for the next build.</summary>
    public bool InCache { get; init; }

    /// <summary>diffIDs of the previous image any of which this layer may turn out to be.</summary>
    public IReadOnlyList<string> Previous { get; init; } = [];

    /// <summary>Its diffID in the cache; empty when it is not there.</summary>
    public string Cached { get; init; } = "";
}
