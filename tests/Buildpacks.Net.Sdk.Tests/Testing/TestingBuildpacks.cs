using Buildpacks.Net.Sdk.Build;
using Buildpacks.Net.Sdk.Detect;
using Buildpacks.Net.Sdk.Layers;
using Buildpacks.Net.Sdk.Platform;
using Buildpacks.Net.Sdk.Running;
using Buildpacks.Net.Sdk.Sbom;
using Buildpacks.Net.Sdk.Testing;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.Spec.Toml;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Sdk.Tests.Testing;

public sealed class TestingBuildpacks : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_group_provides_what_it_requires_and_layers_reach_those_behind()
    {
        using var test = new BuildpackTest(
            Buildpack("acme/a", new ActingBuildpack
            {
                Detect = (_, _) => Task.FromResult(DetectResult.Pass(new BuildPlan { Provides = ["tool"] })),
                Build = async (context, token) =>
                {
                    await context.Layers.ProvideAsync(
                        new LayerDefinition(LayerName.Parse("tool"), LayerTypes.Build),
                        (layer, _) =>
                        {
                            layer.Variables(EnvironmentScope.Build).Override("TOOL", $"{((TomlInteger)context.Plan.Entries[0].Metadata!["version"]).Value}");
                            return Task.CompletedTask;
                        },
                        token);
                    return new BuildResult();
                },
            }),
            Buildpack("acme/b", new ActingBuildpack
            {
                Detect = (_, _) => Task.FromResult(DetectResult.Pass(new BuildPlan
                {
                    Requires = [new BuildPlanRequire { Name = "tool", Metadata = new TomlTable { ["version"] = 7L } }],
                })),
                Build = (context, _) => Task.FromResult(new BuildResult
                {
                    Launch = new LaunchToml { Labels = [new Label("tool", context.Environment["TOOL"])], Slices = [new Slice(["*.txt"])] },
                }),
            }));

        var result = await test.BuildAsync(TestContext.Current.CancellationToken);

        Assert.Null(result.Failure);
        Assert.Equal(["acme/a", "acme/b"], result.Group.Select(id => id.Value));
        Assert.Equal("tool", Assert.Single(Assert.Single(result.Plan.Entries).Requires).Name);
        Assert.Equal(("7", "*.txt"), (result.Metadata.Labels[0].Value, result.Metadata.Slices[0].Paths![0]));
        Assert.Equal(LayerTypes.Build, result.Layer("tool").Types);
        Assert.Equal("7", result.Layer("tool").ReadVariables()["env.build/TOOL.override"]);
        Assert.Equal(["detect 0", "detect 0", "build 0", "build 0"], result.Runs.Select(run => $"{run.Phase} {run.ExitCode}"));
    }

    [Theory]
    [InlineData(LayerTypes.Launch, LayerOutcome.Reused, false)]
    [InlineData(LayerTypes.Launch | LayerTypes.Cache, LayerOutcome.Reused, true)]
    [InlineData(LayerTypes.Cache, LayerOutcome.Reused, true)]
    [InlineData(LayerTypes.Build | LayerTypes.Cache, LayerOutcome.Reused, true)]
    [InlineData(LayerTypes.Build, LayerOutcome.New, true)]
    [InlineData(LayerTypes.Build | LayerTypes.Launch, LayerOutcome.New, true)]
    public async Task A_second_build_finds_what_a_restore_brings_back(LayerTypes types, LayerOutcome outcome, bool contents)
    {
        Layer? layer = null;
        using var test = new BuildpackTest(Buildpack("acme/a", new ActingBuildpack
        {
            Build = async (context, token) =>
            {
                layer = await context.Layers.ProvideAsync(
                    new LayerDefinition(LayerName.Parse("l"), types), (made, _) => made.WriteSbomAsync(new CycloneDxBom([]), token), token);
                var before = context.Store.Metadata?["builds"] as TomlInteger;
                return new BuildResult { Store = new StoreToml { Metadata = new TomlTable { ["builds"] = (before?.Value ?? 0) + 1 } } };
            },
        }));

        await test.BuildAsync(TestContext.Current.CancellationToken);
        var result = await test.BuildAsync(TestContext.Current.CancellationToken);

        Assert.Null(result.Failure);
        Assert.Equal((outcome, contents), (layer!.Outcome, result.Layer("l").HasContents));
        Assert.Equal(types, result.Layer("l").Types);
        Assert.Contains(types.HasFlag(LayerTypes.Launch) ? "launch/acme_a/l/sbom.cdx.json" : "build/acme_a/l/sbom.cdx.json", result.Sboms.Keys);
        Assert.Equal("[metadata]\n  builds = 2\n", File.ReadAllText(Path.Combine(test.LayersFolder, "acme_a/store.toml")));
    }

    [Fact]
    public async Task Each_build_works_on_a_fresh_copy_of_the_sources()
    {
        using var test = new BuildpackTest(Buildpack("acme/a", new ActingBuildpack
        {
            Build = (context, _) =>
            {
                Assert.Equal("source", File.ReadAllText(Path.Combine(context.AppFolder, "f")));
                File.WriteAllText(Path.Combine(context.AppFolder, "f"), "built");
                return Task.FromResult(new BuildResult());
            },
        }));
        test.AddFile("f", "source");

        Assert.Null((await test.BuildAsync(TestContext.Current.CancellationToken)).Failure);
        Assert.Null((await test.BuildAsync(TestContext.Current.CancellationToken)).Failure);
        Assert.Equal("built", File.ReadAllText(Path.Combine(test.AppFolder, "f")));
        Assert.Equal("source", File.ReadAllText(Path.Combine(test.SourceFolder, "f")));
    }

    [Fact]
    public async Task Settings_bindings_target_and_programs_are_as_the_test_says()
    {
        BuildContext? seen = null;
        using var test = new BuildpackTest(Buildpack("acme/a", new ActingBuildpack
        {
            Build = async (context, token) =>
            {
                seen = context;
                context.Log.Info("before");
                await new Command("sh", ["-c", "echo printed"], context.AppFolder, context.Environment).RunAsync(context.Output, token);
                context.Log.Info("after");
                return new BuildResult();
            },
        }))
        {
            Target = new BuildTarget("linux", "arm64", "v8", "alpine", "3.22"),
            ExecutionEnvironment = "test",
        };
        test.Settings["BP_X"] = "1";
        test.AddBinding("cert", new Dictionary<string, string> { ["type"] = "ca-certificates" });

        var result = await test.BuildAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("1", "ca-certificates", "test"), (seen!.Settings["BP_X"], seen.Bindings[0].Type, seen.ExecutionEnvironment));
        Assert.Equal(test.Target, seen.Target);
        Assert.Equal("     before\nprinted\n     after\n", result.Runs[^1].Output);
        Assert.Contains("     before\nprinted\n     after\n", result.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_that_fails_says_what_the_buildpack_said()
    {
        using var test = new BuildpackTest(
            Buildpack("acme/none", new ActingBuildpack { Detect = (_, _) => Task.FromResult(DetectResult.Fail("not here")) }) with { Optional = true },
            Buildpack("acme/a", new ActingBuildpack { Build = (_, _) => throw new BuildpackException("ACME1", "no wind.") }));

        var result = await test.BuildAsync(TestContext.Current.CancellationToken);

        Assert.True(result.Detected);
        Assert.Equal("Error: no wind. [ACME1]", result.Failure);
        Assert.Equal(("build", 1), (result.Runs[^1].Phase, result.Runs[^1].ExitCode));
        Assert.Throws<InvalidOperationException>(() => result.Process("web"));
        Assert.Throws<InvalidOperationException>(() => result.Layer("l"));
    }

    [Fact]
    public async Task What_the_lifecycle_refuses_fails_as_in_a_real_build()
    {
        using var test = new BuildpackTest(Buildpack("acme/a", new ActingBuildpack
        {
            Build = (_, _) => Task.FromResult(new BuildResult { Build = new BuildToml { Unmet = ["never asked"] } }),
        }));

        Assert.Contains("'never asked'", (await test.BuildAsync(TestContext.Current.CancellationToken)).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_the_test_is_no_result()
    {
        using var stop = new CancellationTokenSource();
        using var test = new BuildpackTest(Buildpack("acme/a", new ActingBuildpack
        {
            Build = async (_, token) =>
            {
                await stop.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
                return new BuildResult();
            },
        }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.BuildAsync(stop.Token));
    }

    private TestedBuildpack Buildpack(string id, IBuildpack buildpack)
    {
        var folder = Directory.CreateDirectory(_folder[id]).FullName;
        File.WriteAllText(
            Path.Combine(folder, "buildpack.toml"),
            $"api = \"0.12\"\n[buildpack]\nid = \"{id}\"\nversion = \"1\"\nsbom-formats = [\"application/vnd.cyclonedx+json\"]\n");
        return new TestedBuildpack(buildpack, folder);
    }
}
