using Buildpacks.Net.Execution;

namespace Buildpacks.Net.Detect;

/// <summary>
/// Resolves the build plans of a group (Buildpack API, Build Plan): tries the alternatives, those of the last component changing
/// fastest, until every require has a provider and every provide is asked for; optional components may be left out.
/// </summary>
internal sealed class PlanResolver(DetectTranscript transcript)
{
    private readonly List<PlanOption> _trial = [];
    private int _tries;

    /// <summary>Resolves the plans; null when no combination of alternatives fits.</summary>
    /// <param name="alternatives">The alternatives of each component that passed.</param>
    /// <param name="cancellationToken">Cancels: alternatives multiply, and a hostile group may have no end.</param>
    public ResolvedGroup? Resolve(IReadOnlyList<IReadOnlyList<PlanOption>> alternatives, CancellationToken cancellationToken)
    {
        alternatives = WithoutImpossible(alternatives);
        if (alternatives.Any(options => options.Count == 0))
        {
            return null;
        }

        var requiredBehind = RequiredBehind(alternatives);
        var next = new int[alternatives.Count];
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = _trial.Count;
            if (at == alternatives.Count)
            {
                if (RunTrial() is { } resolved)
                {
                    return resolved;
                }
            }
            else if (next[at] < alternatives[at].Count)
            {
                _trial.Add(alternatives[at][next[at]++]);
                if (!IsHopeless(requiredBehind[at]))
                {
                    continue;
                }
            }
            else
            {
                next[at] = 0;
            }

            if (_trial.Count == 0)
            {
                return null;
            }

            _trial.RemoveAt(_trial.Count - 1);
        }
    }

    /// <summary>
    /// Leaves out alternatives that no choice for the other components could help: those that require what nobody up to them can
    /// provide, or provide what nobody from them on can ask for. Each that goes may make others impossible.
    /// </summary>
    private List<List<PlanOption>> WithoutImpossible(IReadOnlyList<IReadOnlyList<PlanOption>> alternatives)
    {
        List<List<PlanOption>> left = [.. alternatives.Select(options => options.ToList())];
        bool removed;
        do
        {
            removed = false;
            var requiredBehind = RequiredBehind(left);
            var provided = new HashSet<string>(StringComparer.Ordinal);
            for (var at = 0; at < left.Count; at++)
            {
                var before = at;
                removed |= left[at].RemoveAll(option => IsImpossible(option, provided, requiredBehind[before])) > 0;
                provided.UnionWith(left[at].SelectMany(option => option.Sections.Provides));
            }
        }
        while (removed);

        return left;
    }

    private bool IsImpossible(PlanOption option, HashSet<string> providedBefore, HashSet<string> requiredBehind)
    {
        if (option.Candidate.Optional)
        {
            return false;
        }

        var (provides, requires) = (option.Sections.Provides, option.Sections.Requires);
        var unmet = requires.FirstOrDefault(require => !providedBefore.Contains(require.Name) && !provides.Contains(require.Name));
        var unused = provides.FirstOrDefault(name => !requiredBehind.Contains(name) && !requires.Any(require => require.Name == name));
        if (unmet is not null)
        {
            transcript.Debug($"fail: {option.Candidate} requires {unmet.Name}");
        }
        else if (unused is not null)
        {
            transcript.Debug($"fail: {option.Candidate} provides unused {unused}");
        }

        return unmet is not null || unused is not null;
    }

    /// <summary>For each component, the names that those behind it may require.</summary>
    private static HashSet<string>[] RequiredBehind(IReadOnlyList<IReadOnlyList<PlanOption>> alternatives)
    {
        var names = new HashSet<string>[alternatives.Count];
        var behind = new HashSet<string>(StringComparer.Ordinal);
        for (var at = alternatives.Count - 1; at >= 0; at--)
        {
            names[at] = [.. behind];
            behind.UnionWith(alternatives[at].SelectMany(option => option.Sections.Requires).Select(require => require.Name));
        }

        return names;
    }

    /// <summary>
    /// Whether no choice for the components behind can help: one that is not optional requires what nobody up to it provides, or
    /// provides what nobody behind it can ask for. The many combinations that begin like this need not be tried.
    /// </summary>
    private bool IsHopeless(HashSet<string> requiredBehind)
    {
        var dependencies = new PlanDependencies(_trial);
        var problem = dependencies.UnmetRequires.Where(unmet => !unmet.Candidate.Optional)
            .Select(unmet => $"fail: {unmet.Candidate} requires {unmet.Name}")
            .Concat(dependencies.UnusedProvides
                .Where(unused => !unused.Candidate.Optional && !requiredBehind.Contains(unused.Name))
                .Select(unused => $"fail: {unused.Candidate} provides unused {unused.Name}"))
            .FirstOrDefault();
        if (problem is not null)
        {
            transcript.Debug(problem);
        }

        return problem is not null;
    }

    private ResolvedGroup? RunTrial()
    {
        transcript.Debug($"Resolving plan... (try #{++_tries})");
        var left = _trial.ToList();
        while (true)
        {
            var dependencies = new PlanDependencies(left);
            var problems = dependencies.UnmetRequires.Select(unmet => (unmet.Candidate, Text: $"requires {unmet.Name}"))
                .Concat(dependencies.UnusedProvides.Select(unused => (unused.Candidate, Text: $"provides unused {unused.Name}")))
                .ToList();
            if (problems.Count == 0)
            {
                return Accept(left, dependencies);
            }

            foreach (var (candidate, text) in problems)
            {
                transcript.Debug($"{(candidate.Optional ? "skip" : "fail")}: {candidate} {text}");
                if (!candidate.Optional)
                {
                    return null;
                }

                left.RemoveAll(option => option.Candidate == candidate);
            }
        }
    }

    private ResolvedGroup? Accept(List<PlanOption> trial, PlanDependencies dependencies)
    {
        if (!trial.Exists(option => option.Candidate.Kind == ComponentKind.Buildpack))
        {
            transcript.Debug("fail: no viable buildpacks in group");
            return null;
        }

        return new ResolvedGroup([.. trial.Select(option => option.Candidate)], dependencies.ToPlan());
    }
}
