using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Generate;

/// <summary>What the extensions of a group came to. Both documents are written.</summary>
/// <param name="Analyzed">analyzed.toml with the run image to use, and whether it is to be extended.</param>
/// <param name="Plan">plan.toml without what extensions provide.</param>
public sealed record GenerateResult(AnalyzedToml Analyzed, PlanToml Plan);
