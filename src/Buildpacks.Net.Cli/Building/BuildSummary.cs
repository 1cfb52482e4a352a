using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Export;
using Buildpacks.Net.Restore;

namespace Buildpacks.Net.Cli.Building;

/// <summary>What a build came to.</summary>
internal sealed record BuildSummary
{
    /// <summary>The image's name, as it was given.</summary>
    public required string Name { get; init; }

    /// <summary>Its tag, or latest.</summary>
    public required string Tag { get; init; }

    /// <summary>Further names, as they were given.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where it is.</summary>
    public required OutputTarget Target { get; init; }

    /// <summary>The digest of its manifest, or in a daemon the image ID.</summary>
    public required string Digest { get; init; }

    /// <summary>The image, exactly: its name and digest.</summary>
    public string Reference => $"{Name}@{Digest}";

    /// <summary>The compressed size of all its layers in bytes; null where layers have none (daemon).</summary>
    public long? Size { get; init; }

    /// <summary>How many layers it has in all.</summary>
    public int LayerCount { get; init; }

    /// <summary>The layers above the base, and those that are only cached.</summary>
    public IReadOnlyList<ExportedLayer> Layers { get; init; } = [];

    /// <summary>What was brought back from the last build.</summary>
    public IReadOnlyList<RestoredLayer> Restored { get; init; } = [];

    /// <summary>The buildpacks that took part.</summary>
    public IReadOnlyList<string> Buildpacks { get; init; } = [];

    /// <summary>The base; null when it was made from this machine.</summary>
    public string? RunImage { get; init; }

    /// <summary>The process that starts by default; null when none does.</summary>
    public string? DefaultProcess { get; init; }

    /// <summary>How long each phase took, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, TimeSpan>> Phases { get; init; } = [];

    /// <summary>How long all of it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Why the cache could not be written; null when it was.</summary>
    public string? CacheProblem { get; init; }
}
