using Buildpacks.Net.Analyze;
using Buildpacks.Net.Build;
using Buildpacks.Net.Detect;
using Buildpacks.Net.Export;
using Buildpacks.Net.Restore;

namespace Buildpacks.Net.Create;

/// <summary>What the phases of a whole build made.</summary>
/// <param name="Analyze">What the analysis found.</param>
/// <param name="Detect">Who took part.</param>
/// <param name="Restore">What was brought back; null when nothing was to be.</param>
/// <param name="Build">What the buildpacks came to.</param>
/// <param name="Export">The image.</param>
public sealed record CreateResult(
    AnalyzeResult Analyze, DetectResult.Passed Detect, RestoreResult? Restore, BuildResult Build, ExportResult Export);
