using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Build;

/// <summary>What one buildpack contributed.</summary>
internal sealed record BuildpackOutput
{
    /// <summary>The environment for the buildpacks behind it.</summary>
    public required EnvironmentVariables Variables { get; init; }

    /// <summary>Names in its plan that it provided.</summary>
    public required IReadOnlyCollection<string> Met { get; init; }

    /// <summary>Its bills of materials.</summary>
    public required IReadOnlyList<SbomFile> Sboms { get; init; }

    /// <summary>Its unstructured bill of materials of the build.</summary>
    public required IReadOnlyList<BomEntry> BuildBom { get; init; }

    /// <summary>Its unstructured bill of materials of the image.</summary>
    public required IReadOnlyList<BomEntry> LaunchBom { get; init; }

    /// <summary>Its processes.</summary>
    public required IReadOnlyList<MetadataProcess> Processes { get; init; }

    /// <summary>Its labels.</summary>
    public required IReadOnlyList<Label> Labels { get; init; }

    /// <summary>Its slices of the app folder.</summary>
    public required IReadOnlyList<Slice> Slices { get; init; }
}
