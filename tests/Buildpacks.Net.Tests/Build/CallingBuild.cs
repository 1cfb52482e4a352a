using Buildpacks.Net.Tests.Execution;

namespace Buildpacks.Net.Tests.Build;

/// <summary>What <c>bin/build</c> is told, and what becomes of what it leaves.</summary>
public sealed class CallingBuild : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("0.12")]
    [InlineData("0.8")]
    public async Task The_program_is_told_its_paths_and_runs_in_the_app(string api)
    {
        _workspace.Buildpack("a/b@1", build: "pwd >$W/seen; printf '%s\\n' \"$0\" \"$CNB_BUILDPACK_DIR\" \"$CNB_LAYERS_DIR\" \"$1\" \"$CNB_PLATFORM_DIR\" \"$2\" >>$W/seen; "
            + "[ \"$CNB_BP_PLAN_PATH\" = \"$3\" ] && cp \"$3\" $W/plan.toml", api: api);
        _workspace.Group("a/b@1");
        _workspace.Write(
            "layers/plan.toml",
            "[[entries]]\nproviders = [{id = \"a/b\"}]\nrequires = [{name = \"x\"}, {name = \"x\", metadata = {v = 1}}]\n"
            + "[[entries]]\nproviders = [{id = \"other\"}]\nrequires = [{name = \"y\"}]\n");
        await _workspace.BuildAsync();

        string[] paths = ["app", "buildpacks/a_b/1/bin/build", "buildpacks/a_b/1", "layers/a_b", "layers/a_b", "platform", "platform"];
        Assert.Equal(paths.Select(_workspace.At), _workspace.Text("seen").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var plan = _workspace.Text("plan.toml");
        Assert.Equal(2, plan.Split("name = \"x\"").Length - 1);
        Assert.Contains("v = 1", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("y", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_target_of_the_run_image_is_told()
    {
        _workspace.RunImageTarget("os = \"linux\"\narch = \"arm64\"\n[run-image.target.distro]\nname = \"d\"\nversion = \"1\"");
        _workspace.Buildpack("a@1", build: "env >$W/env");
        _workspace.Group("a@1");
        await _workspace.BuildAsync();
        var seen = _workspace.Text("env").Split('\n').Where(line => line.StartsWith("CNB_TARGET_", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(["CNB_TARGET_ARCH=arm64", "CNB_TARGET_DISTRO_NAME=d", "CNB_TARGET_DISTRO_VERSION=1", "CNB_TARGET_OS=linux"], seen);
    }

    [Fact]
    public async Task Later_buildpacks_see_the_layers_of_earlier_ones_in_front()
    {
        foreach (var (name, layers) in new[] { ("a", "x y"), ("b", "z") })
        {
            _workspace.Buildpack($"{name}@1", build: $"for l in {layers}; do mkdir -p $1/$l/bin $1/$l/env; printf '[types]\\nbuild = true\\n' >$1/$l.toml; "
                + "printf $l >$1/$l/env/T.append; done");
        }

        _workspace.Buildpack("c@1", build: "/usr/bin/env >$W/env");
        _workspace.Group("a@1", "b@1", "c@1");
        await _workspace.BuildAsync();
        var lines = _workspace.Text("env").Split('\n');
        Assert.Contains($"PATH={_workspace.At("layers/b/z/bin")}:{_workspace.At("layers/a/y/bin")}:{_workspace.At("layers/a/x/bin")}:/usr/bin:/bin", lines);
        Assert.Contains("T=xyz", lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("clear-env = true")]
    public async Task What_the_operator_sets_comes_last(string more)
    {
        _workspace.Write("config/env/PLAIN", "operator");
        _workspace.Write("config/env/OVER.override", "operator");
        _workspace.Write("platform/env/PLAIN", "user");
        _workspace.Write("platform/env/OVER", "user");
        _workspace.Buildpack("a@1", build: "printf '%s %s' \"$PLAIN\" \"$OVER\" >$W/seen", more: more);
        _workspace.Group("a@1");
        await _workspace.BuildAsync();
        Assert.Equal(more.Length == 0 ? "user operator" : "operator operator", _workspace.Text("seen"));
    }

    [Fact]
    public async Task All_that_buildpacks_contribute_is_in_the_order_of_the_group()
    {
        foreach (var name in new[] { "b", "a" })
        {
            _workspace.Buildpack($"{name}@1", build: $"printf '[[processes]]\\ntype = \"{name}\"\\ncommand = [\"x\"]\\n[[slices]]\\npaths = [\"{name}\"]\\n"
                + $"[[labels]]\\nkey = \"k\"\\nvalue = \"{name}\"\\n' >$1/launch.toml");
        }

        _workspace.Group("b@1", "a@1");
        var metadata = (await _workspace.BuildAsync()).Metadata;
        Assert.Equal(["b@1", "a@1"], metadata.Buildpacks.Select(buildpack => buildpack.ToString()));
        Assert.Equal(["b", "a"], metadata.Slices.SelectMany(slice => slice.Paths ?? []));
        Assert.Equal(["b", "a"], metadata.Labels.Select(label => label.Value));
        Assert.Equal(["a", "b"], metadata.Processes.Select(process => process.Type));
    }

    [Fact]
    public async Task The_last_process_that_is_marked_is_the_default()
    {
        foreach (var (name, isDefault) in new[] { ("a", true), ("b", true), ("c", false) })
        {
            _workspace.Buildpack($"{name}@1", build: $"printf '[[processes]]\\ntype = \"{name}\"\\ncommand = [\"x\"]\\ndefault = {(isDefault ? "true" : "false")}\\n' >$1/launch.toml");
        }

        _workspace.Group("a@1", "b@1", "c@1");
        Assert.Equal("b", (await _workspace.BuildAsync()).Metadata.BuildpackDefaultProcessType);
    }

    [Fact]
    public async Task Bills_of_materials_of_the_build_are_kept_apart()
    {
        _workspace.Buildpack(
            "a@1",
            build: "echo b >$1/build.sbom.cdx.json; mkdir $1/l; printf '[types]\\nbuild = true\\n' >$1/l.toml; echo l >$1/l.sbom.cdx.json; "
            + "printf '[[bom]]\\nname = \"x\"\\n' >$1/build.toml",
            more: "sbom-formats = [\"application/vnd.cyclonedx+json\"]");
        _workspace.Group("a@1");
        await _workspace.BuildAsync();
        Assert.Equal(("b\n", "l\n"), (_workspace.Text("layers/sbom/build/a/sbom.cdx.json"), _workspace.Text("layers/sbom/build/a/l/sbom.cdx.json")));
        Assert.Contains("\"x\"", _workspace.Text("layers/sbom/build/sbom.legacy.json"), StringComparison.Ordinal);
        Assert.False(_workspace.Has("layers/sbom/launch/a"));
    }

    [Fact]
    public async Task A_layer_that_came_back_and_is_not_claimed_is_set_aside()
    {
        _workspace.Write("layers/a/l.toml", "[metadata]\nv = 1\n");
        _workspace.Write("layers/a/l/file", "x");
        _workspace.Buildpack("a@1");
        _workspace.Group("a@1");
        await _workspace.BuildAsync();
        Assert.False(_workspace.Has("layers/a/l"));
        Assert.True(_workspace.Has("layers/a/l.ignore/file"));
    }
}
