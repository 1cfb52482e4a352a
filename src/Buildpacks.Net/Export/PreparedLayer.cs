using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Export;

/// <summary>A layer that is ready to be saved.</summary>
/// <param name="Plan">What was to be prepared.</param>
/// <param name="DiffId">The digest of its tar.</param>
/// <param name="Origin">Why it was made, or not.</param>
internal sealed record PreparedLayer(PlannedLayer Plan, Digest DiffId, LayerOrigin Origin)
{
    /// <summary>The layer as part of an image; null when it is only in a cache folder.</summary>
    public ImageLayer? Layer { get; init; }

    /// <summary>The size of its tar; null when it was not read.</summary>
    public long? UncompressedSize { get; init; }

    /// <summary>Why it could not be cached; null when it was, or need not be.</summary>
    public string? CacheProblem { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether it is in the cache.</summary>
    public bool IsCached => Plan.InCache && CacheProblem is null;

    /// <summary>What the result says of it.</summary>
    public ExportedLayer ToExported() => new(Plan.Identifier, DiffId, Origin)
    {
        InImage = Plan.InImage,
        InCache = IsCached,
        Digest = Layer?.Descriptor?.Digest,
        Size = Layer?.Descriptor?.Size,
        UncompressedSize = UncompressedSize,
        Duration = Duration,
    };
}
