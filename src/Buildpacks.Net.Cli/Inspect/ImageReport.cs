namespace Buildpacks.Net.Cli.Inspect;

/// <summary>What is told of an image.</summary>
internal sealed record ImageReport
{
    /// <summary>What the person called it.</summary>
    public required string Name { get; init; }

    /// <summary>Where exactly it is.</summary>
    public required string Location { get; init; }

    /// <summary>Digest of the manifest, or of the config where there is none.</summary>
    public required string Digest { get; init; }

    /// <summary>Bytes of all layers as they are stored; null in a daemon, which does not tell.</summary>
    public long? Size { get; init; }

    /// <summary>How many layers it has.</summary>
    public int LayerCount { get; init; }

    /// <summary>When it says to have been made (RFC 3339).</summary>
    public required string Created { get; init; }

    /// <summary>Operating system.</summary>
    public required string Os { get; init; }

    /// <summary>CPU architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>CPU variant; empty when it states none.</summary>
    public string Variant { get; init; } = "";

    /// <summary>Whether it was made by buildpacks. If not, nothing below is known but labels and environment.</summary>
    public bool IsFromBuildpacks { get; init; }

    /// <summary>Version of the Platform API it was made with; empty when it does not say.</summary>
    public string PlatformApi { get; init; } = "";

    /// <summary>What it stands on.</summary>
    public BaseReport Base { get; init; } = new();

    /// <summary>Its stack, for images from before targets; empty for others.</summary>
    public string Stack { get; init; } = "";

    /// <summary>Who made it, which processes it has.</summary>
    public BuildMetadata Build { get; init; } = new();

    /// <summary>The type of the process that starts by default; null when none does.</summary>
    public string? DefaultProcess { get; init; }

    /// <summary>The layers above the base, lowest first; all of them when the base is not known.</summary>
    public IReadOnlyList<LayerReport> Layers { get; init; } = [];

    /// <summary>Whether it has a layer of bills of materials.</summary>
    public bool HasSbom { get; init; }

    /// <summary>Where its source comes from; null when it does not say.</summary>
    public ProjectSource? Source { get; init; }

    /// <summary>All labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The variables of the environment; values only of those that buildpacks and their base define.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Environment { get; init; } = [];

    /// <summary>What is damaged, and therefore not told.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
