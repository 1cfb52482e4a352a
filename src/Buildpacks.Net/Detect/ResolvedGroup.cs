using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Detect;

/// <summary>A group that passed.</summary>
/// <param name="Candidates">Who is left of it, in order.</param>
/// <param name="Plan">What they provide and require.</param>
internal sealed record ResolvedGroup(IReadOnlyList<Candidate> Candidates, PlanToml Plan);
