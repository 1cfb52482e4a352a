using Buildpacks.Net.Detect;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Tests.Execution;

namespace Buildpacks.Net.Tests.Detect;

/// <summary>What <c>bin/detect</c> is told, and what becomes of what it answers.</summary>
public sealed class CallingDetect : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("0.12")]
    [InlineData("0.8")]
    public async Task The_program_is_told_its_paths_and_runs_in_the_app(string api)
    {
        _workspace.Buildpack("a@1", "pwd >$W/seen; printf '%s\\n' \"$0\" \"$CNB_BUILDPACK_DIR\" \"$CNB_PLATFORM_DIR\" \"$1\" >>$W/seen; "
            + "[ \"$CNB_BUILD_PLAN_PATH\" = \"$2\" ] && [ -f \"$2\" ] && [ ! -s \"$2\" ]", api: api);
        _workspace.Order("a@1");
        Assert.Equal("a@1", await _workspace.DetectAsync());

        string[] folders = ["app", "buildpacks/a/1/bin/detect", "buildpacks/a/1", "platform", "platform"];
        Assert.Equal(folders.Select(_workspace.At), _workspace.Text("seen").Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task The_plan_of_the_group_is_written_down()
    {
        _workspace.Buildpack("gives@1", "printf '[[provides]]\\nname = \"x\"\\n' >\"$2\"");
        _workspace.Buildpack("needs@2", "printf '[[requires]]\\nname = \"x\"\\n[requires.metadata]\\nv = 1\\n' >\"$2\"");
        _workspace.Order("gives@1 needs@2");
        await _workspace.DetectAsync();

        var plan = await PlanToml.ReadAsync(_workspace.At("layers/plan.toml"), TestContext.Current.CancellationToken);
        var entry = Assert.Single(plan.Entries);
        Assert.Equal(("gives", "1"), (entry.Providers[0].Id.Value, entry.Providers[0].Version));
        Assert.Equal("x", Assert.Single(entry.Requires).Name);
        Assert.Contains("v = 1", _workspace.Text("layers/plan.toml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.10", true)]
    [InlineData("0.9", false)]
    public async Task The_target_of_the_run_image_is_told(string api, bool told)
    {
        _workspace.RunImageTarget("os = \"linux\"\narch = \"arm\"\narch-variant = \"v7\"\n[run-image.target.distro]\nname = \"d\"\nversion = \"1\"");
        _workspace.Buildpack("a@1", "env >$W/env", api: api);
        _workspace.Order("a@1");
        await _workspace.DetectAsync();

        var expected = told
            ? "CNB_TARGET_ARCH=arm CNB_TARGET_ARCH_VARIANT=v7 CNB_TARGET_DISTRO_NAME=d CNB_TARGET_DISTRO_VERSION=1 CNB_TARGET_OS=linux"
            : "";
        Assert.Equal(expected, Seen("CNB_TARGET_"));
    }

    [Theory]
    [InlineData("0.12", "CNB_EXEC_ENV=test")]
    [InlineData("0.11", "")]
    public async Task The_execution_environment_is_told_to_newer_buildpacks(string api, string expected)
    {
        _workspace.Buildpack("a@1", "env >$W/env", api: api);
        _workspace.Order("a@1");
        await _workspace.DetectAsync("0.15", "test");
        Assert.Equal(expected, Seen("CNB_EXEC_ENV"));
    }

    [Theory]
    [InlineData("", "V=user")]
    [InlineData("clear-env = true", "")]
    public async Task Variables_of_the_user_reach_all_but_those_who_clear_them(string more, string expected)
    {
        _workspace.Write("platform/env/V", "user");
        _workspace.Buildpack("a@1", "env >$W/env; cat \"$CNB_PLATFORM_DIR/env/V\" >$W/file", more: more);
        _workspace.Order("a@1");
        await _workspace.DetectAsync();
        Assert.Equal(expected, Seen("V="));
        Assert.Equal("user", _workspace.Text("file"));
    }

    [Fact]
    public async Task Credentials_of_the_lifecycle_are_not_passed_on()
    {
        _workspace.Buildpack("a@1", "env >$W/env");
        _workspace.Order("a@1");
        var environment = Spec.Env.EnvironmentVariables.FromEntries(["PATH=/usr/bin:/bin", "CNB_REGISTRY_AUTH={}", "DOCKER_CONFIG=/secret", "TOKEN=x"]);
        await DetectPhase.RunAsync(_workspace.DetectInputs() with { Environment = environment }, TestContext.Current.CancellationToken);
        Assert.Equal("", Seen("CNB_REGISTRY_AUTH") + Seen("DOCKER_CONFIG") + Seen("TOKEN"));
    }

    [Fact]
    public async Task A_group_of_which_nobody_passes_gives_way_to_the_next()
    {
        _workspace.Buildpack("no@1", "exit 100");
        _workspace.Buildpack("a@1");
        _workspace.Order("no@1?", "a@1");
        Assert.Equal("a@1", await _workspace.DetectAsync());
    }

    [Fact]
    public async Task A_group_that_is_for_other_environments_gives_way_to_the_next()
    {
        _workspace.Buildpack("test@1", "touch $W/ran", more: "exec-env = [\"test\"]");
        _workspace.Buildpack("a@1");
        _workspace.Order("test@1", "a@1");
        Assert.Equal("a@1", await _workspace.DetectAsync("0.15"));
        Assert.False(_workspace.Has("ran"));
    }

    private string Seen(string prefix) => string.Join(' ', _workspace.Text("env").Split('\n')
        .Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
}
