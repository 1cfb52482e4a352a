using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Sdk.Testing;

/// <summary>What came of a detection, or of a detection and a build.</summary>
public sealed record BuildpackTestResult
{
    /// <summary>Whether a group passed detection.</summary>
    public required bool Detected { get; init; }

    /// <summary>Why detection did not pass or the build failed: what the buildpack said, or else the lifecycle; null when neither is so.</summary>
    public string? Failure { get; init; }

    /// <summary>The runs of the buildpacks' programs, in the order in which they ended.</summary>
    public required IReadOnlyList<PhaseRun> Runs { get; init; }

    /// <summary>The build plan that was resolved; empty when detection did not pass.</summary>
    public PlanToml Plan { get; init; } = new();

    /// <summary>The buildpacks that take part; empty when detection did not pass.</summary>
    public IReadOnlyList<BuildpackId> Group { get; init; } = [];

    /// <summary>Processes, slices and labels of the image; empty unless a build succeeded.</summary>
    public BuildMetadataToml Metadata { get; init; } = new();

    /// <summary>The layers of all buildpacks that <see cref="Metadata"/> stands for, by buildpack and name.</summary>
    public IReadOnlyList<TestedLayer> Layers { get; init; } = [];

    /// <summary>
    /// The bills of materials, by their path in <c>&lt;layers&gt;/sbom</c>, such as <c>launch/ID/LAYER/sbom.cdx.json</c>; their text.
    /// </summary>
    public IReadOnlyDictionary<string, string> Sboms { get; init; } = new Dictionary<string, string>();

    /// <summary>All that the developer sees, the lines of the lifecycle included.</summary>
    public required string Log { get; init; }

    /// <summary>The layer with this name.</summary>
    /// <exception cref="InvalidOperationException">There is none, or several buildpacks have one.</exception>
    public TestedLayer Layer(string name) =>
        Layers.Where(layer => layer.Name.Value == name).ToList() is [var only]
            ? only
            : throw new InvalidOperationException(
                $"There is no single layer {name} among: {string.Join(", ", Layers.Select(layer => $"{layer.Buildpack}:{layer.Name}"))}. {Failure}");

    /// <summary>The process of this type.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public MetadataProcess Process(string type) =>
        Metadata.Processes.FirstOrDefault(process => process.Type == type)
        ?? throw new InvalidOperationException(
            $"There is no process {type} among: {string.Join(", ", Metadata.Processes.Select(process => process.Type))}. {Failure}");
}
