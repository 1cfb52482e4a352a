using Buildpacks.Net.Generate;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Tests.Execution;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Tests.Generate;

public sealed class GeneratingDockerfiles : IDisposable
{
    private const string Head = "ARG base_image\\nFROM ${base_image}\\n";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Extensions_join_the_group_in_front_and_are_always_optional()
    {
        _workspace.Extension("e@1");
        _workspace.Extension("no@1", "exit 100");
        _workspace.Extension("err@1", "exit 3");
        _workspace.Buildpack("b@1");
        _workspace.Order("b@1");
        _workspace.OrderExtensions("no@1 e@1 err@1");

        Assert.Equal("e@1 b@1", await _workspace.DetectAsync());
        Assert.EndsWith(
            "[[group-extensions]]\n  id = \"e\"\n  version = \"1\"\n  api = \"0.12\"\n", _workspace.Text("layers/group.toml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_of_nothing_but_extensions_does_not_pass()
    {
        _workspace.Extension("e@1");
        _workspace.Buildpack("b@1", "printf '[[requires]]\\nname = \"x\"\\n' >\"$2\"");
        _workspace.Order("b@1?");
        _workspace.OrderExtensions("e@1");

        Assert.Equal("failed", await _workspace.DetectAsync());
    }

    [Fact]
    public async Task An_extension_must_not_require_anything()
    {
        _workspace.Extension("e@1", "printf '[[or]]\\n[[or.requires]]\\nname = \"x\"\\n' >\"$2\"");
        _workspace.Buildpack("b@1");
        _workspace.Order("b@1");
        _workspace.OrderExtensions("e@1");

        Assert.Equal("b@1", await _workspace.DetectAsync());
    }

    [Theory]
    [InlineData(ExperimentalMode.Error, "0.12", false)]
    [InlineData(ExperimentalMode.Warn, "0.12", true)]
    [InlineData(ExperimentalMode.Error, "0.13", true)]
    public async Task Extensions_are_experimental_before_platform_api_0_13(ExperimentalMode mode, string api, bool passes)
    {
        _workspace.Extension("e@1", "exit 100");
        _workspace.Buildpack("b@1");
        _workspace.Order("b@1");
        _workspace.OrderExtensions("e@1");
        var inputs = _workspace.DetectInputs(api) with { Experimental = mode };

        var detection = Net.Detect.DetectPhase.RunAsync(inputs, TestContext.Current.CancellationToken);

        Assert.Equal(passes, await Record.ExceptionAsync(() => detection) is null);
    }

    [Fact]
    public async Task The_last_switch_of_the_run_image_wins_and_earlier_dockerfiles_are_put_aside()
    {
        Extensions(
            ("one", $"printf 'FROM first\\nRUN a\\n' >$1/run.Dockerfile; printf '{Head}RUN a\\n' >$1/build.Dockerfile"),
            ("two", "printf 'FROM second\\n' >$1/run.Dockerfile"),
            ("three", $"printf '{Head}RUN b\\n' >$1/run.Dockerfile"));
        _workspace.RunImageTarget("os = \"linux\"\narch = \"amd64\"");

        var result = await RunAsync();

        Assert.Equal(new AnalyzedRunImage { Reference = "second", Image = "second", Extend = true }, result.Analyzed.RunImage);
        Assert.True(_workspace.Has("layers/generated/one/build.Dockerfile"));
        Assert.True(_workspace.Has("layers/generated/one/run.Dockerfile.ignore"));
        Assert.True(_workspace.Has("layers/generated/two/run.Dockerfile"));
        Assert.Contains("new runtime base image 'second' not found in run metadata", _workspace.Log.Lines(LogLevel.Warning));
    }

    [Fact]
    public async Task Older_platforms_find_dockerfiles_by_image_and_extension()
    {
        Extensions(("a/one", $"printf '{Head}RUN a\\n' >$1/build.Dockerfile; : >$1/extend-config.toml; : >$1/other"));

        await RunAsync("0.12");

        Assert.True(_workspace.Has("layers/generated/build/a_one/Dockerfile"));
        Assert.True(_workspace.Has("layers/generated/build/a_one/extend-config.toml"));
        Assert.False(_workspace.Has("layers/generated/build/a_one/other"));
        Assert.False(_workspace.Has("layers/generated/a_one"));
    }

    [Fact]
    public async Task What_an_extension_provides_is_taken_out_of_the_plan()
    {
        Extensions(("e", "cp $3 $W/seen; env >$W/env"));
        _workspace.Write(
            "layers/plan.toml",
            "[[entries]]\n[[entries.providers]]\nid = \"e\"\nversion = \"1\"\nextension = true\n[[entries.requires]]\nname = \"x\"\n"
            + "[[entries]]\n[[entries.providers]]\nid = \"b\"\nversion = \"1\"\n[[entries.requires]]\nname = \"y\"\n");

        var result = await RunAsync();

        Assert.Equal("y", Assert.Single(result.Plan.Entries).Requires[0].Name);
        Assert.Equal("\n[[entries]]\n  name = \"x\"\n".TrimStart(), _workspace.Text("seen").TrimStart());
        Assert.DoesNotContain("CNB_EXEC_ENV", _workspace.Text("env"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_folder_generate_stands_in_for_a_missing_program()
    {
        _workspace.Extension("e@1", detect: null, generate: null);
        _workspace.Write("extensions/e/1/generate/run.Dockerfile", "FROM other\nRUN x\n");
        _workspace.Write("extensions/e/1/generate/context/deep/file", "x");
        Group("e");

        var result = await RunAsync();

        Assert.True(result.Analyzed.RunImage is { Image: "other", Extend: true });
        Assert.Equal("x", _workspace.Text("layers/generated/e/context/deep/file"));
    }

    [Theory]
    [InlineData("exit 3", FailureKind.ExtensionGenerate)]
    [InlineData("kill -9 $$", FailureKind.ExtensionGenerate)]
    [InlineData("printf 'FROM a\\nFROM b\\n' >$1/run.Dockerfile", FailureKind.Generate)]
    [InlineData("printf 'NONSENSE\\n' >$1/run.Dockerfile", FailureKind.Generate)]
    [InlineData("printf 'FROM x\\nRUN <<E\\n' >$1/run.Dockerfile", FailureKind.Generate)]
    [InlineData(": >$1/build.Dockerfile", FailureKind.Generate)]
    [InlineData("printf 'FROM ${base_image}\\n' >$1/build.Dockerfile", FailureKind.Generate)]
    [InlineData("mkdir $1/context $1/context.run", FailureKind.Generate)]
    [InlineData("printf '[[run.args]]\\nname = \"user_id\"\\n' >$1/extend-config.toml", FailureKind.Generate)]
    [InlineData("echo '[' >$1/extend-config.toml", FailureKind.Generate)]
    public async Task An_extension_that_fails_or_writes_nonsense_is_a_fault(string generate, FailureKind expected)
    {
        Extensions(("e", generate));

        var fault = await Assert.ThrowsAsync<LifecycleException>(() => RunAsync());
        Assert.Equal(expected, fault.Kind);
        Assert.False(_workspace.Has("layers/analyzed.toml"));
    }

    [Theory]
    [InlineData("FROM other", "other", false)]
    [InlineData("from --platform=linux/arm64 other as x\nrun y", "other", true)]
    [InlineData("ARG base_image\nFROM $base_image", null, false)]
    [InlineData("ARG base_image\nFROM \"${base_image}\"\nUSER 0", null, true)]
    [InlineData("ARG base_image\nFROM ${base_image:-x}", null, false)]
    [InlineData("# escape=`\r\nFROM other\r\nRUN a `\r\n  # comment\r\n\r\n  b\r\n", "other", true)]
    [InlineData("\uFEFFFROM other\nRUN <<E cat <<-'F'\nFROM no\nE\n\tF\nFROM no\nF\n", null, null)]
    [InlineData("FROM other\nRUN cat <<-'F'\nFROM no\n\tF\n", "other", true)]
    [InlineData("\\\n\nFROM other\n", "other", false)]
    [InlineData("FROM other\n\\\n\n", null, null)]
    public async Task Dockerfiles_are_read_as_the_builder_of_images_would(string text, string? newBase, bool? extends)
    {
        _workspace.Write("run.Dockerfile", text);
        var reading = () => ExtensionDockerfile.ReadAsync(
            _workspace.Root, "run", _workspace.Log, TestContext.Current.CancellationToken);
        if (extends is null)
        {
            await Assert.ThrowsAsync<Net.Spec.DocumentException>(reading);
            return;
        }

        var dockerfile = await reading();
        Assert.Equal((newBase, extends), (dockerfile!.NewBase, dockerfile.Extends));
    }

    private void Extensions(params (string Name, string Generate)[] extensions)
    {
        foreach (var (name, generate) in extensions)
        {
            _workspace.Extension($"{name}@1", generate: generate);
        }

        Group([.. extensions.Select(extension => extension.Name)]);
    }

    private void Group(params string[] names)
    {
        var lines = names.Select(name => $"[[group-extensions]]\nid = \"{name}\"\nversion = \"1\"\napi = \"0.12\"\n");
        _workspace.Write("layers/group.toml", string.Concat(lines));
        _workspace.Write("layers/plan.toml", "");
    }

    private Task<GenerateResult> RunAsync(string api = "0.14") =>
        GeneratePhase.RunAsync(_workspace.GenerateInputs(api), TestContext.Current.CancellationToken);
}
