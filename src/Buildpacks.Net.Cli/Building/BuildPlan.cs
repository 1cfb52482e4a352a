using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Cli.Building;

/// <summary>What a build would do.</summary>
/// <param name="Name">The image's name, as it was given.</param>
/// <param name="Group">The buildpacks that would take part, in order.</param>
/// <param name="Entries">What they would provide to each other.</param>
internal sealed record BuildPlan(string Name, IReadOnlyList<GroupElement> Group, IReadOnlyList<PlanEntry> Entries);
