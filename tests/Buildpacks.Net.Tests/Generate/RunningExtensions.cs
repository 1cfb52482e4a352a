using Buildpacks.Net.Generate;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Tests.Execution;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Tests.Generate;

/// <summary>What extensions are told, and which of them take part.</summary>
public sealed class RunningExtensions : IDisposable
{
    private const string Head = "ARG base_image\\nFROM ${base_image}\\n";
    private const string Provides = "printf '[[provides]]\\nname = \"x\"\\n' >\"$2\"";
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Extensions_run_in_the_order_of_the_group()
    {
        Group(("b", "echo b >>$W/ran"), ("a", "echo a >>$W/ran"));
        await RunAsync();
        Assert.Equal("b\na\n", _workspace.Text("ran"));
    }

    [Fact]
    public async Task Programs_are_told_the_folder_of_the_extension()
    {
        const string tell = "pwd; echo $CNB_EXTENSION_DIR; echo $CNB_PLATFORM_DIR; echo ${CNB_BUILDPACK_DIR-none}; echo ${CNB_LAYERS_DIR-none}; echo $V";
        _workspace.Write("platform/env/V", "user");
        _workspace.Extension("e@1", $"({tell}) >$W/detect", $"({tell}; echo $CNB_OUTPUT_DIR; echo $1) >$W/generate; [ -f $CNB_BP_PLAN_PATH ]");
        _workspace.Buildpack("b@1");
        _workspace.Order("b@1");
        _workspace.OrderExtensions("e@1");
        await _workspace.DetectAsync();
        await RunAsync();

        string[] told = [_workspace.At("app"), _workspace.At("extensions/e/1"), _workspace.At("platform"), "none", "none", "user"];
        Assert.Equal(told, _workspace.Text("detect").TrimEnd().Split('\n'));
        var output = _workspace.At("layers/generated/e");
        Assert.Equal([.. told, output, output], _workspace.Text("generate").TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task The_folder_detect_stands_in_for_a_missing_program()
    {
        _workspace.Extension("e@1", detect: null);
        _workspace.Write("extensions/e/1/detect/plan.toml", "[[provides]]\nname = \"x\"\n");
        _workspace.Buildpack("b@1", "printf '[[requires]]\\nname = \"x\"\\n' >\"$2\"");
        _workspace.Order("b@1");
        _workspace.OrderExtensions("e@1");
        Assert.Equal("e@1 b@1", await _workspace.DetectAsync());
    }

    [Theory]
    [InlineData("0.6")]
    [InlineData("0.13")]
    public async Task An_extension_must_be_for_a_supported_api(string api)
    {
        _workspace.Extension("e@1", api: api);
        _workspace.Buildpack("b@1");
        _workspace.Order("b@1");
        _workspace.OrderExtensions("e@1");
        Assert.Equal(
            FailureKind.UnsupportedBuildpackApi, (await Assert.ThrowsAsync<LifecycleException>(() => _workspace.DetectAsync())).Kind);
    }

    [Fact]
    public async Task An_extension_that_nobody_needs_is_left_out()
    {
        _workspace.Extension("e@1", Provides);
        _workspace.Buildpack("b@1");
        _workspace.Order("b@1");
        _workspace.OrderExtensions("e@1");
        Assert.Equal("b@1", await _workspace.DetectAsync());
        Assert.Equal("", _workspace.Text("layers/plan.toml"));
    }

    [Fact]
    public async Task A_plan_marks_extensions()
    {
        _workspace.Extension("e@1", Provides);
        _workspace.Buildpack("b@1", Provides + "; printf '[[requires]]\\nname = \"x\"\\n' >>\"$2\"");
        _workspace.Order("b@1");
        _workspace.OrderExtensions("e@1");
        await _workspace.DetectAsync();
        var plan = await PlanToml.ReadAsync(_workspace.At("layers/plan.toml"), TestContext.Current.CancellationToken);
        Assert.Equal([("e", true), ("b", false)], Assert.Single(plan.Entries).Providers.Select(provider => (provider.Id.Value, provider.Extension)));
    }

    [Fact]
    public async Task A_run_image_that_is_only_extended_stays()
    {
        Group(("e", $"printf '{Head}RUN x\\n' >$1/run.Dockerfile"));
        _workspace.RunImageTarget("os = \"linux\"\narch = \"arm64\"");
        var run = (await RunAsync()).Analyzed.RunImage!;
        Assert.Equal(("r", "r", "arm64", true), (run.Reference, run.Image, run.Target!.Arch, run.Extend));
    }

    [Fact]
    public async Task A_run_image_that_is_only_switched_is_not_extended()
    {
        Group(("e", "printf 'FROM other\\n' >$1/run.Dockerfile"));
        _workspace.RunImageTarget("os = \"linux\"\narch = \"arm64\"");
        var run = (await RunAsync()).Analyzed.RunImage!;
        Assert.Equal(("other", null, false), (run.Image, run.Target, run.Extend));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("build")]
    public async Task Other_instructions_are_warned_of(string kind)
    {
        Group(("e", $"printf '{Head}RUN x\\nEXPOSE 80\\n' >$1/{kind}.Dockerfile"));
        await RunAsync();
        Assert.Contains(_workspace.Log.Lines(LogLevel.Warning), line => line.Contains("EXPOSE", StringComparison.Ordinal));
    }

    private void Group(params (string Name, string Generate)[] extensions)
    {
        foreach (var (name, generate) in extensions)
        {
            _workspace.Extension($"{name}@1", generate: generate);
        }

        var lines = extensions.Select(extension => $"[[group-extensions]]\nid = \"{extension.Name}\"\nversion = \"1\"\napi = \"0.12\"\n");
        _workspace.Write("layers/group.toml", string.Concat(lines));
        _workspace.Write("layers/plan.toml", "");
    }

    private Task<GenerateResult> RunAsync() => GeneratePhase.RunAsync(_workspace.GenerateInputs(), TestContext.Current.CancellationToken);
}
