using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Execution;

/// <summary>What of plan.toml nobody has provided yet (Buildpack API, Buildpack Plan).</summary>
/// <param name="Entries">The entries left.</param>
internal sealed record RemainingPlan(IReadOnlyList<PlanEntry> Entries)
{
    /// <summary>What is asked of a buildpack or extension.</summary>
    public BuildpackPlanToml For(ComponentKind kind, BuildpackId id) => new()
    {
        Entries =
        [
            .. Entries.Where(entry => entry.Providers.Any(provider =>
                provider.Id == id && provider.Extension == (kind == ComponentKind.Extension))).SelectMany(entry => entry.Requires),
        ],
    };

    /// <summary>The plan without the entries that ask for one of the names.</summary>
    public RemainingPlan Without(IReadOnlyCollection<string> met) => new(
        [.. Entries.Where(entry => !entry.Requires.Any(require => met.Contains(require.Name)))]);
}
