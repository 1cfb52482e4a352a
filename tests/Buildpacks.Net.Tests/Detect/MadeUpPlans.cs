using Buildpacks.Net.Detect;
using Buildpacks.Net.Execution;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.TestKit.MadeUp;

namespace Buildpacks.Net.Tests.Detect;

/// <summary>Plans are resolved as the specification says, which tries every combination and knows no short cuts.</summary>
[Trait("kind", "fuzz")]
public sealed class MadeUpPlans
{
    [Fact]
    public Task Short_cuts_change_nothing() => Trials.RunAsync(4000, random =>
    {
        IReadOnlyList<PlanOption>[] group = [.. Enumerable.Range(0, random.Next(1, 6)).Select(number => Component(random, number))];
        var resolved = new PlanResolver(new DetectTranscript()).Resolve(group, CancellationToken.None);
        var expected = Combinations(group, 0).Select(Try).FirstOrDefault(trial => trial is not null);
        Assert.Equal(expected?.Select(option => option.Candidate.Id.Value), resolved?.Candidates.Select(candidate => candidate.Id.Value));
        if (resolved is not null)
        {
            Check(expected!, resolved.Plan);
        }
    });

    private static void Check(List<PlanOption> trial, PlanToml plan)
    {
        var names = trial.SelectMany(option => option.Sections.Provides).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(names, plan.Entries.Select(entry => entry.Requires[0].Name));
        Assert.All(plan.Entries, entry => Assert.All(entry.Requires, require => Assert.Equal(entry.Requires[0].Name, require.Name)));
        Assert.All(plan.Entries, entry => Assert.NotEmpty(entry.Providers));
    }

    private static IReadOnlyList<PlanOption> Component(Random random, int number)
    {
        var kind = number == 0 && random.Next(4) == 0 ? ComponentKind.Extension : ComponentKind.Buildpack;
        var candidate = new Candidate(kind, BuildpackId.Parse($"c{number}"), "1", kind == ComponentKind.Extension || random.Next(3) == 0);
        var all = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Sections(random, kind)).ToList();
        return PlanOption.All(candidate, new BuildPlan { Provides = all[0].Provides, Requires = all[0].Requires, Or = [.. all.Skip(1)] });
    }

    private static BuildPlanSections Sections(Random random, ComponentKind kind) => new()
    {
        Provides = [.. Names(random)],
        Requires = kind == ComponentKind.Extension ? [] : [.. Names(random).Select(name => new BuildPlanRequire { Name = name })],
    };

    private static IEnumerable<string> Names(Random random) => Enumerable.Range(0, random.Next(3)).Select(_ => "xyz"[random.Next(3)].ToString());

    // From left to right, the last changing first.
    private static IEnumerable<IReadOnlyList<PlanOption>> Combinations(IReadOnlyList<PlanOption>[] group, int at) => at == group.Length
        ? [[]]
        : group[at].SelectMany(_ => Combinations(group, at + 1), (option, rest) => (IReadOnlyList<PlanOption>)[option, .. rest]);

    private static List<PlanOption>? Try(IReadOnlyList<PlanOption> trial)
    {
        var left = trial.ToList();
        while (true)
        {
            var wrong = left.Where((option, at) => IsWrong(left, option, at)).ToList();
            if (wrong.Count == 0)
            {
                return left.Exists(option => option.Candidate.Kind == ComponentKind.Buildpack) ? left : null;
            }

            if (wrong.Exists(option => !option.Candidate.Optional))
            {
                return null;
            }

            left.RemoveAll(wrong.Contains);
        }
    }

    private static bool IsWrong(List<PlanOption> left, PlanOption option, int at) =>
        option.Sections.Requires.Any(require => !left.Take(at + 1).Any(other => other.Sections.Provides.Contains(require.Name)))
        || option.Sections.Provides.Any(name => !left.Skip(at).Any(other => other.Sections.Requires.Any(require => require.Name == name)));
}
