using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Export;

/// <summary>A layer that an export made, or reused.</summary>
/// <param name="Identifier">Its name: <c>buildpack-id:layer</c>, <c>slice-N</c>, <c>buildpacksio/lifecycle:…</c>.</param>
/// <param name="DiffId">The digest of its uncompressed tar.</param>
/// <param name="Origin">Why it was made, or not.</param>
public sealed record ExportedLayer(string Identifier, Digest DiffId, LayerOrigin Origin)
{
    /// <summary>Whether it is part of the image; otherwise of the cache only.</summary>
    public bool InImage { get; init; }

    /// <summary>Whether it is part of the cache.</summary>
    public bool InCache { get; init; }

    /// <summary>Whether it was not made because the previous image has it.</summary>
    public bool IsReused => Origin is LayerOrigin.Unchanged or LayerOrigin.Kept;

    /// <summary>The digest of its compressed form; null when it has none (daemon, cache folder).</summary>
    public Digest? Digest { get; init; }

    /// <summary>The size of its compressed form in bytes; null when it has none.</summary>
    public long? Size { get; init; }

    /// <summary>The size of its tar in bytes; null when it was not read.</summary>
    public long? UncompressedSize { get; init; }

    /// <summary>How long it took to prepare it.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The reason in a sentence.</summary>
    public string Explanation => Origin switch
    {
        LayerOrigin.New => "the previous image has no such layer",
        LayerOrigin.Changed => "its content is not that of the previous image",
        LayerOrigin.Unchanged => "its content is that of the previous image",
        _ => "the buildpack kept it as it is in the previous image",
    };
}
