using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Analyze;

/// <summary>What an analysis found.</summary>
/// <param name="Analyzed">What is, or would be, in analyzed.toml.</param>
/// <param name="PreviousImage">The image of the last build; null when there is none that can be used.</param>
/// <param name="RunImage">The run image; null when there is none of that name.</param>
public sealed record AnalyzeResult(AnalyzedToml Analyzed, Image? PreviousImage, Image? RunImage);
