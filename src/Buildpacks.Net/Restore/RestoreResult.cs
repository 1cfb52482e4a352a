using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Restore;

/// <summary>What a restore did.</summary>
/// <param name="Layers">The layers it dealt with, in the order of the group and then of their names.</param>
/// <param name="Analyzed">analyzed.toml as it is now; null when there was none that could be used.</param>
public sealed record RestoreResult(IReadOnlyList<RestoredLayer> Layers, AnalyzedToml? Analyzed);
