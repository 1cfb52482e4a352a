using System.Text.Json;

namespace Buildpacks.Net.Cli.Tests.Building;

public sealed class PlanningBuilds : IDisposable
{
    private readonly CnbWorkspace _work = new();

    public PlanningBuilds() => _work.WriteBuildpack(
        "tool", "printf '[[provides]]\\nname = \"word\"\\n[[requires]]\\nname = \"word\"\\n' >\"$CNB_BUILD_PLAN_PATH\"", "touch \"$CNB_APP_DIR/../../built\"; exit 1");

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_dry_run_says_who_would_take_part_and_builds_nothing()
    {
        await _work.BuildAsync("--dry-run");

        Assert.EndsWith("Would build app with\n  acme/tool@1.2.3\nPlan\n  word, provided by acme/tool\n", _work.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work["out"]));
        Assert.Empty(_work.Leftovers);
    }

    [Fact]
    public async Task A_dry_run_in_which_nobody_passes_ends_as_the_build_would()
    {
        _work.WriteBuildpack("tool", "exit 100", "exit 0");
        Assert.Equal(20, await _work.RunAsync("build", "app", "--path", "app", "--buildpack", "tool", "--dry-run"));
    }

    [Fact]
    public async Task Machines_get_the_plan_as_json()
    {
        await _work.BuildAsync("--dry-run", "--output-format", "json");

        var plan = JsonDocument.Parse(_work.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        Assert.Equal("plan", plan.GetProperty("event").GetString());
        Assert.Equal("acme/tool@1.2.3", plan.GetProperty("buildpacks")[0].GetString());
        Assert.Equal("acme/tool@1.2.3", plan.GetProperty("plan")[0].GetProperty("providers")[0].GetString());
    }
}
