using Buildpacks.Net.Sdk.Build;
using Buildpacks.Net.Sdk.Detect;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Sdk.Tests.Hosting;

public sealed class StartingBuildpacks : IDisposable
{
    private readonly HostScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("detect", null, "detect")]
    [InlineData("build", null, "build")]
    [InlineData("acme.dll", "detect", "detect")]
    [InlineData("acme.dll", "build", "build")]
    public async Task The_phase_is_told_by_the_name_of_the_program_or_by_the_first_argument(string program, string? argument, string phase)
    {
        var called = "";
        var buildpack = new ActingBuildpack
        {
            Detect = (_, _) => Task.FromResult(Call("detect", DetectResult.Pass())),
            Build = (_, _) => Task.FromResult(Call("build", new BuildResult())),
        };

        Assert.Equal(0, await _scene.RunAsync(buildpack, program, argument is null ? [] : [argument]));
        Assert.Equal(phase, called);

        T Call<T>(string name, T result)
        {
            called = name;
            return result;
        }
    }

    [Theory]
    [InlineData]
    [InlineData("publish")]
    public async Task A_program_that_is_told_no_phase_says_what_it_wants(params string[] arguments)
    {
        Assert.Equal(1, await _scene.RunAsync(new ActingBuildpack(), "acme.dll", arguments));
        Assert.Contains("without a first argument detect or build", _scene.Errors, StringComparison.Ordinal);
        Assert.Contains("[BPN5002]", _scene.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("detect", "CNB_BUILDPACK_DIR")]
    [InlineData("detect", "CNB_BUILD_PLAN_PATH")]
    [InlineData("build", "CNB_BUILDPACK_DIR")]
    [InlineData("build", "CNB_LAYERS_DIR")]
    public async Task A_variable_that_is_missing_is_named(string phase, string variable)
    {
        _scene.Variables.Remove(variable);
        var buildpack = new ActingBuildpack { Detect = (_, _) => Task.FromResult(DetectResult.Pass(new BuildPlan())) };

        Assert.Equal(1, await _scene.RunAsync(buildpack, phase));
        Assert.StartsWith($"Error: could not start: {variable} is not set.", _scene.Errors, StringComparison.Ordinal);
        Assert.Single(_scene.Errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task Paths_may_also_come_as_arguments()
    {
        _scene.Variables.Remove("CNB_LAYERS_DIR");
        _scene.Variables.Remove("CNB_PLATFORM_DIR");
        File.WriteAllText(_scene["plan.toml"], "[[entries]]\nname = \"thing\"\n");
        BuildContext? seen = null;
        var buildpack = new ActingBuildpack
        {
            Build = (context, _) =>
            {
                seen = context;
                return Task.FromResult(new BuildResult());
            },
        };

        Assert.Equal(0, await _scene.RunAsync(buildpack, "build", _scene["layers"], _scene["platform"], _scene["plan.toml"]));
        Assert.Equal(_scene["layers"], seen!.Layers.Path);
        Assert.Equal("thing", Assert.Single(seen.Plan.Entries).Name);
        Assert.Equal((_scene["app"], "acme/a"), (seen.AppFolder, seen.Buildpack.Info.Id!.Value));
    }

    [Fact]
    public async Task Passing_writes_the_build_plan()
    {
        var plan = new BuildPlan { Provides = ["a"], Requires = [new BuildPlanRequire { Name = "a" }] };

        Assert.Equal(0, await _scene.RunAsync(new ActingBuildpack { Detect = (_, _) => Task.FromResult(DetectResult.Pass(plan)) }, "detect"));

        var written = await BuildPlan.ReadAsync(_scene["build-plan.toml"], TestContext.Current.CancellationToken);
        Assert.Equal(["a"], written.Provides);
    }

    [Fact]
    public async Task Not_passing_is_exit_code_100_with_a_reason_on_standard_output()
    {
        var buildpack = new ActingBuildpack { Detect = (_, _) => Task.FromResult(DetectResult.Fail("there is no ship")) };

        Assert.Equal(100, await _scene.RunAsync(buildpack, "detect"));
        Assert.Equal("     not for this application: there is no ship\n", _scene.Output);
        Assert.Equal("", _scene.Errors);
        Assert.False(File.Exists(_scene["build-plan.toml"]));
    }

    [Fact]
    public async Task Builds_leave_their_documents_and_none_of_the_last_build()
    {
        foreach (var old in new[] { "launch.toml", "build.toml", "store.toml", "launch.sbom.cdx.json" })
        {
            File.WriteAllText(_scene["layers/" + old], "");
        }

        var buildpack = new ActingBuildpack
        {
            Build = (_, _) => Task.FromResult(new BuildResult { Launch = new LaunchToml { Labels = [new Label("k", "v")] } }),
        };

        Assert.Equal(0, await _scene.RunAsync(buildpack, "build"));
        Assert.Equal([_scene["layers/launch.toml"]], Directory.GetFiles(_scene["layers"]));
        Assert.Equal("[[labels]]\n  key = \"k\"\n  value = \"v\"\n", File.ReadAllText(_scene["layers/launch.toml"]));
    }
}
