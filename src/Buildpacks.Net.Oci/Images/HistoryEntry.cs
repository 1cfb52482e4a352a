namespace Buildpacks.Net.Oci.Images;

/// <summary>How a layer came to be (OCI image config, <c>history</c>).</summary>
public sealed record HistoryEntry
{
    /// <summary>When the layer was made.</summary>
    public Timestamp Created { get; init; } = Timestamp.Unknown;

    /// <summary>Who made it; empty when unknown.</summary>
    public string Author { get; init; } = string.Empty;

    /// <summary>The command or tool that made it; empty when unknown.</summary>
    public string CreatedBy { get; init; } = string.Empty;

    /// <summary>A remark; empty when there is none.</summary>
    public string Comment { get; init; } = string.Empty;

    /// <summary>The entry changed only the config: no layer belongs to it.</summary>
    public bool EmptyLayer { get; init; }
}
