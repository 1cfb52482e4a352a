using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Detect;

/// <summary>One of the alternatives of the build plan of a component that passed.</summary>
/// <param name="Candidate">The component; optional only where leaving it out is the last alternative.</param>
/// <param name="Sections">What it provides and requires.</param>
internal sealed record PlanOption(Candidate Candidate, BuildPlanSections Sections)
{
    /// <summary>The alternatives in the order in which they are tried.</summary>
    public static IReadOnlyList<PlanOption> All(Candidate candidate, BuildPlan plan)
    {
        IReadOnlyList<BuildPlanSections> all = [plan, .. plan.Or];
        return [.. all.Select((sections, at) => new PlanOption(
            candidate with { Optional = candidate.Optional && at == all.Count - 1 }, sections))];
    }
}
