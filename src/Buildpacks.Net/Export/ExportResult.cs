using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Export;

/// <summary>What an export made.</summary>
/// <param name="Image">The image, as its store knows it.</param>
/// <param name="RunImage">What names exactly the run image.</param>
/// <param name="Layers">The layers above the run image, lowest first, then those that are only cached.</param>
/// <param name="Report">What is, or would be, in report.toml.</param>
public sealed record ExportResult(SavedImage Image, string RunImage, IReadOnlyList<ExportedLayer> Layers, ReportToml Report)
{
    /// <summary>Why the cache could not be written; null when it was, or when there is none.</summary>
    public string? CacheProblem { get; init; }

    /// <summary>How long it took to prepare the layers.</summary>
    public TimeSpan LayersDuration { get; init; }

    /// <summary>How long it took to save the image.</summary>
    public TimeSpan SaveDuration { get; init; }

    /// <summary>How long it took to write the cache.</summary>
    public TimeSpan CacheDuration { get; init; }
}
