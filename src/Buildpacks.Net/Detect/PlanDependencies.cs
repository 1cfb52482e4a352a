using Buildpacks.Net.Execution;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Detect;

/// <summary>Brings the provides and requires of a trial together, in the order of the group (Buildpack API, Build Plan).</summary>
internal sealed class PlanDependencies
{
    private readonly OrderedDictionary<string, Dependency> _dependencies = new(StringComparer.Ordinal);

    public PlanDependencies(IEnumerable<PlanOption> trial)
    {
        foreach (var option in trial)
        {
            foreach (var name in option.Sections.Provides)
            {
                Get(name).Unused.Add(option.Candidate);
            }

            foreach (var require in option.Sections.Requires)
            {
                Get(require.Name).Require(option.Candidate, require);
            }
        }
    }

    /// <summary>Requires without a provider at or before them.</summary>
    public IEnumerable<(Candidate Candidate, string Name)> UnmetRequires =>
        _dependencies.SelectMany(entry => entry.Value.Early.Select(candidate => (candidate, entry.Key)));

    /// <summary>Provides that nobody at or behind them requires.</summary>
    public IEnumerable<(Candidate Candidate, string Name)> UnusedProvides =>
        _dependencies.SelectMany(entry => entry.Value.Unused.Select(candidate => (candidate, entry.Key)));

    /// <summary>The resolved plan, sorted by name, so that the same group gives the same bytes.</summary>
    public PlanToml ToPlan() => new()
    {
        Entries =
        [
            .. _dependencies.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new PlanEntry
            {
                Providers = [.. entry.Value.Providers.Select(ToProvider)],
                Requires = entry.Value.Requires,
            }),
        ],
    };

    private static PlanProvider ToProvider(Candidate candidate) =>
        new() { Id = candidate.Id, Version = candidate.Version, Extension = candidate.Kind == ComponentKind.Extension };

    private Dependency Get(string name)
    {
        if (!_dependencies.TryGetValue(name, out var dependency))
        {
            dependency = new Dependency();
            _dependencies.Add(name, dependency);
        }

        return dependency;
    }

    private sealed class Dependency
    {
        /// <summary>Who provides it without being asked, so far.</summary>
        public List<Candidate> Unused { get; } = [];

        /// <summary>Who provides it for somebody.</summary>
        public List<Candidate> Providers { get; } = [];

        /// <summary>Who asks before anybody provides it.</summary>
        public List<Candidate> Early { get; } = [];

        /// <summary>What is asked of the providers.</summary>
        public List<BuildPlanRequire> Requires { get; } = [];

        public void Require(Candidate candidate, BuildPlanRequire require)
        {
            Providers.AddRange(Unused);
            Unused.Clear();
            if (Providers.Count == 0)
            {
                Early.Add(candidate);
            }
            else
            {
                Requires.Add(require);
            }
        }
    }
}
