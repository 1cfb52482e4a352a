using System.Diagnostics;
using Buildpacks.Net.Detect;
using Buildpacks.Net.Execution;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Tests.Detect;

public sealed class ResolvingPlans
{
    [Theory]
    [InlineData("p +x", null)]
    [InlineData("r -x", null)]
    [InlineData("r -x; p +x", null)]
    [InlineData("p +x; r -x", "p r")]
    [InlineData("p +x -x", "p")]
    [InlineData("p? +x; a", "a")]
    [InlineData("r? -x; a", "a")]
    [InlineData("p? +x; r? -x; a", "p r a")]
    [InlineData("p? +x; r? -x", "p r")]
    [InlineData("p? +x", null)]
    [InlineData("p? +x; pr? +y -x; a", "a")]
    [InlineData("p? +x; pr? +y -x; ry -y", "p pr ry")]
    [InlineData("pr? +y -x; ry? -y; a", "a")]
    public void Every_require_needs_a_provider_and_every_provide_a_require(string group, string? expected) =>
        Assert.Equal(expected, Names(Resolve(group)));

    [Theory]
    [InlineData("p +a | +b; r -b", "b:p")]
    [InlineData("p +a | +b | +c; r -z | -c | -b", "b:p")]
    [InlineData("p +a | +b; q +c | +d; r -b -c | -a -d | -a -c", "a:p c:q")]
    [InlineData("p +z | ; a", "")]
    [InlineData("p? +z | +y; a", "")]
    public void Alternatives_of_the_last_component_change_fastest(string group, string expected) => Assert.Equal(
        expected,
        string.Join(' ', Resolve(group)!.Plan.Entries.Select(entry => $"{entry.Requires[0].Name}:{string.Join(',', entry.Providers.Select(p => p.Id))}")));

    [Fact]
    public void An_optional_component_may_only_be_left_out_in_its_last_alternative() =>
        Assert.Null(Names(Resolve("p? +z | +y -y; q +y")));

    [Fact]
    public void Providers_and_requires_keep_the_order_of_the_group_and_entries_are_sorted()
    {
        var plan = Resolve("p +x +b; q +x +x; r -x -x; s +x -x -b")!.Plan;

        Assert.Equal(["b: p", "x: p q q s"], plan.Entries.Select(entry =>
            $"{entry.Requires[0].Name}: {string.Join(' ', entry.Providers.Select(provider => provider.Id))}"));
        Assert.Equal([1, 3], plan.Entries.Select(entry => entry.Requires.Count));
    }

    [Fact]
    public void Alternatives_that_multiply_without_end_are_given_up_where_nothing_can_help()
    {
        // 4 to the power of 60 combinations, none of which fits when nobody provides what one requires, or requires what one provides.
        var many = string.Join("; ", Enumerable.Range(0, 60).Select(i => $"c{i} | +x{i} -x{i} | +y{i} -y{i} | +z{i} -z{i}"));
        var time = Stopwatch.StartNew();

        Assert.Null(Resolve("r -never; " + many));
        Assert.Null(Resolve("p +never; " + many));
        Assert.Null(Resolve(many + "; r -never | -never2"));
        Assert.Null(Resolve(many + "; p +never"));
        Assert.NotNull(Resolve(many));
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(10), $"took {time.Elapsed}");
    }

    [Fact]
    public void A_search_without_end_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var many = string.Join("; ", Enumerable.Range(0, 60).Select(i => $"c{i} | +x{i} -x{i}"));

        Assert.ThrowsAny<OperationCanceledException>(() => ResolveUntil($"p +a | +b; {many}; last -a -b", cancellation.Token));
    }

    private static string? Names(ResolvedGroup? resolved) =>
        resolved is null ? null : string.Join(' ', resolved.Candidates.Select(candidate => candidate.Id));

    /// <summary>"p? +x -y | +z; q": an optional component with two alternatives, and one without a plan.</summary>
    private static ResolvedGroup? Resolve(string group) => ResolveUntil(group, TestContext.Current.CancellationToken);

    private static ResolvedGroup? ResolveUntil(string group, CancellationToken cancellationToken) =>
        new PlanResolver(new DetectTranscript()).Resolve([.. group.Split(';', StringSplitOptions.TrimEntries).Select(Parse)], cancellationToken);

    private static IReadOnlyList<PlanOption> Parse(string component)
    {
        var name = component.Split(' ')[0];
        var sections = component[name.Length..].Split('|').Select(ParseSections).ToList();
        var candidate = new Candidate(ComponentKind.Buildpack, BuildpackId.Parse(name.TrimEnd('?')), "1", name.EndsWith('?'));
        return PlanOption.All(
            candidate, new BuildPlan { Provides = sections[0].Provides, Requires = sections[0].Requires, Or = [.. sections.Skip(1)] });
    }

    private static BuildPlanSections ParseSections(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new BuildPlanSections
        {
            Provides = [.. words.Where(word => word[0] == '+').Select(word => word[1..])],
            Requires = [.. words.Where(word => word[0] == '-').Select(word => new BuildPlanRequire { Name = word[1..] })],
        };
    }
}
