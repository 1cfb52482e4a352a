using Buildpacks.Net.Build;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Env;
using Buildpacks.Net.Tests.Execution;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Tests.Build;

public sealed class Building : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Buildpacks_run_in_order_and_what_they_contribute_is_written_down()
    {
        _workspace.Buildpack("a/one@1", build: "printf '[[processes]]\\ntype = \"web\"\\ncommand = [\"one\"]\\ndefault = true\\n"
            + "[[labels]]\\nkey = \"k\"\\nvalue = \"v\"\\n[[slices]]\\npaths = [\"x\"]\\n' >$1/launch.toml");
        _workspace.Buildpack("two@2", build: "printf '[[processes]]\\ntype = \"admin\"\\ncommand = [\"two\", \"fixed\"]\\nargs = [\"a\"]\\n' >$1/launch.toml");
        _workspace.Group("a/one@1", "two@2");

        var result = await _workspace.BuildAsync();

        Assert.Equal(["admin", "web"], result.Metadata.Processes.Select(process => process.Type));
        Assert.Equal(result.Metadata.ToToml(_workspace.BuildInputs().Features), _workspace.Text("layers/config/metadata.toml"));
        Assert.Equal(("web", "a/one"), (result.Metadata.BuildpackDefaultProcessType, result.Metadata.Processes[1].BuildpackId));
        Assert.Equal("null\n", _workspace.Text("layers/sbom/launch/sbom.legacy.json"));
    }

    [Fact]
    public async Task A_process_redefined_without_being_the_default_is_the_default_no_more()
    {
        _workspace.Buildpack("a@1", build: "printf '[[processes]]\\ntype = \"web\"\\ncommand = [\"one\"]\\ndefault = true\\n' >$1/launch.toml");
        _workspace.Buildpack("b@1", build: "printf '[[processes]]\\ntype = \"web\"\\ncommand = [\"two\"]\\n' >$1/launch.toml");
        _workspace.Group("a@1", "b@1");

        var result = await _workspace.BuildAsync();

        Assert.Equal("", result.Metadata.BuildpackDefaultProcessType);
        Assert.Equal(["two"], Assert.Single(result.Metadata.Processes).Command);
        Assert.Contains(_workspace.Log.Lines(LogLevel.Warning), line => line.StartsWith("redefining", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_process_that_asks_for_an_init_process_is_written_down_as_such_and_no_other()
    {
        _workspace.Buildpack("a@1", build: "printf '[[processes]]\\ntype = \"web\"\\ncommand = [\"one\"]\\ninit = true\\n[[processes]]\\ntype = \"worker\"\\ncommand = [\"two\"]\\n' >$1/launch.toml");
        _workspace.Group("a@1");

        var result = await _workspace.BuildAsync();

        Assert.Equal([true, false], result.Metadata.Processes.Select(process => process.Init));
        Assert.Equal(2, _workspace.Text("layers/config/metadata.toml").Split("init = ").Length);
        Assert.Contains("init = true\n", _workspace.Text("layers/config/metadata.toml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Layers_for_build_change_the_environment_of_later_buildpacks_only()
    {
        _workspace.Buildpack("a@1", build: "mkdir -p $1/l/bin $1/l/env; printf x >$1/l/env/VAR; echo '[types]\nbuild = true' >$1/l.toml; env >$W/own");
        _workspace.Buildpack("b@1", build: "/usr/bin/env >$W/seen");
        _workspace.Group("a@1", "b@1");

        await _workspace.BuildAsync();

        Assert.DoesNotContain("VAR=", _workspace.Text("own"), StringComparison.Ordinal);
        Assert.Contains("\nVAR=x\n", "\n" + _workspace.Text("seen"), StringComparison.Ordinal);
        Assert.Contains($"\nPATH={_workspace.At("layers/a/l/bin")}:/usr/bin:/bin\n", "\n" + _workspace.Text("seen"), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", _workspace.Text("seen"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_of_the_user_reach_all_but_those_who_clear_them()
    {
        File.WriteAllBytes(_workspace.At("platform/env/BYTES"), [0xFF, (byte)'\n']);
        _workspace.Buildpack("a@1", build: "printf %s \"$BYTES\" | od -An -tx1 >$W/a");
        _workspace.Buildpack("b@1", build: "printf %s \"${BYTES-none}\" >$W/b", more: "clear-env = true");
        _workspace.Group("a@1", "b@1");

        await _workspace.BuildAsync();

        Assert.Equal(("ff 0a", "none"), (_workspace.Text("a").Trim(), _workspace.Text("b")));
    }

    [Fact]
    public async Task Folders_whose_names_are_no_utf8_are_used_as_they_are()
    {
        const string name = "lay\uDCFFers";
        _workspace.Buildpack("a@1", build: "mkdir $1/l; printf '[types]\\nlaunch = true\\n' >$1/l.toml; echo x >$1/l/f");
        _workspace.Group("a@1");
        var inputs = _workspace.BuildInputs() with { LayersDirectory = _workspace.At(name) };

        await BuildPhase.RunAsync(inputs, TestContext.Current.CancellationToken);

        Assert.Equal(["a", "config", "sbom"], Shared.PosixFile.ReadDirectory(_workspace.At(name)));
        Shared.PosixFile.RemoveTree(_workspace.At(name));
    }

    [Fact]
    public async Task A_layer_that_is_for_nothing_is_set_aside()
    {
        _workspace.Buildpack("a@1", build: "mkdir $1/l $1/kept; : >$1/l.toml; printf '[types]\\ncache = true\\n' >$1/kept.toml");
        _workspace.Group("a@1");

        await _workspace.BuildAsync();

        Assert.True(_workspace.Has("layers/a/l.ignore"));
        Assert.False(_workspace.Has("layers/a/l"));
        Assert.True(_workspace.Has("layers/a/kept"));
    }

    [Theory]
    [InlineData("echo 'launch = true' >$1/l.toml")]
    [InlineData("printf '[types]\\nlaunch = \"yes\"\\n' >$1/l.toml")]
    [InlineData("mkdir $1/l $1/l.ignore; : >$1/l.toml")]
    [InlineData("printf '[types]\\nbuild = true\\n' >$1/l.toml; : >$1/l")]
    [InlineData("printf '[types]\\nbuild = true\\n' >$1/l.toml; mkdir -p $1/l/env; mkfifo $1/l/env/VAR")]
    [InlineData("printf '[[processes]]\\ntype = \"a\"\\ncommand = \"x\"\\n' >$1/launch.toml")]
    [InlineData("printf '[[processes]]\\ntype = \"a\"\\ncommand = [\"x\"]\\ndirect = true\\n' >$1/launch.toml")]
    [InlineData("for i in 1 2; do printf '[[processes]]\\ntype = \"a\"\\ndefault = true\\n'; done >$1/launch.toml")]
    [InlineData("printf '[[unmet]]\\nname = \"x\"\\n' >$1/build.toml")]
    [InlineData("printf '[[unmet]]\\n' >$1/build.toml")]
    [InlineData("printf '[[bom]]\\nname = \"x\"\\nversion = \"1\"\\n' >$1/build.toml")]
    [InlineData("echo {} >$1/launch.sbom.cdx.json")]
    [InlineData("mkfifo $1/launch.sbom.spdx.json")]
    [InlineData("mkfifo $1/launch.toml")]
    public async Task What_a_buildpack_writes_is_checked_and_never_believed(string build)
    {
        _workspace.Buildpack("a@1", build: build, more: "sbom-formats = [\"application/spdx+json\"]");
        _workspace.Group("a@1");

        var fault = await Assert.ThrowsAsync<LifecycleException>(() => _workspace.BuildAsync());
        Assert.Equal(FailureKind.Build, fault.Kind);
        Assert.Contains("a@1", fault.Message, StringComparison.Ordinal);
        Assert.False(_workspace.Has("layers/config/metadata.toml"));
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("exit 100")]
    [InlineData("kill -9 $$")]
    [InlineData(null)]
    public async Task A_buildpack_that_fails_ends_the_build(string? build)
    {
        _workspace.Buildpack("a@1", build: build);
        _workspace.Buildpack("next@1", build: "touch $W/ran");
        _workspace.Group("a@1", "next@1");

        var fault = await Assert.ThrowsAsync<LifecycleException>(() => _workspace.BuildAsync());
        Assert.Equal(FailureKind.BuildpackBuild, fault.Kind);
        Assert.False(_workspace.Has("ran"));
    }

    [Fact]
    public async Task A_missing_app_folder_is_a_failure_of_the_buildpack_and_a_missing_buildpack_one_of_the_build()
    {
        _workspace.Buildpack("a@1");
        _workspace.Group("a@1");
        var inputs = _workspace.BuildInputs() with { AppDirectory = _workspace.At("nowhere") };
        var fault = await Assert.ThrowsAsync<LifecycleException>(() => BuildPhase.RunAsync(inputs, TestContext.Current.CancellationToken));
        Assert.Equal(FailureKind.BuildpackBuild, fault.Kind);

        _workspace.Group("gone@1");
        fault = await Assert.ThrowsAsync<LifecycleException>(() => _workspace.BuildAsync());
        Assert.Equal(FailureKind.Build, fault.Kind);
    }

    [Fact]
    public async Task A_descriptor_without_an_api_is_a_fault_and_no_crash()
    {
        _workspace.Buildpack("a@1");
        _workspace.Write("buildpacks/a/1/buildpack.toml", "");
        _workspace.Group("a@1");

        var fault = await Assert.ThrowsAsync<LifecycleException>(() => _workspace.BuildAsync());
        Assert.Equal((FailureKind.Build, "BPN3132"), (fault.Kind, fault.Code));
    }

    [Fact]
    public async Task The_api_in_the_group_must_be_supported()
    {
        _workspace.Write("layers/group.toml", "[[group]]\nid = \"a\"\nversion = \"1\"\napi = \"0.6\"\n");
        _workspace.Write("layers/plan.toml", "");

        var fault = await Assert.ThrowsAsync<LifecycleException>(() => _workspace.BuildAsync());
        Assert.Equal(FailureKind.UnsupportedBuildpackApi, fault.Kind);
    }

    [Fact]
    public async Task A_group_that_cannot_be_read_is_told_with_its_place()
    {
        _workspace.Write("layers/group.toml", "[[group]]\nid = 1\n");

        var fault = await Assert.ThrowsAsync<DocumentException>(() => _workspace.BuildAsync());
        Assert.Contains("group.toml:2:6", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Met_entries_leave_the_plan_and_unmet_ones_go_to_the_next_provider()
    {
        _workspace.Buildpack("a@1", build: "cp $3 $W/a.toml; printf '[[unmet]]\\nname = \"x\"\\n' >$1/build.toml");
        _workspace.Buildpack("b@1", build: "cp $3 $W/b.toml");
        _workspace.Buildpack("c@1", build: "cp $3 $W/c.toml");
        _workspace.Group("a@1", "b@1", "c@1");
        const string providers = "[[entries]]\nproviders = [{id = \"a\"}, {id = \"b\"}, {id = \"c\"}]\n";
        _workspace.Write("layers/plan.toml", $"{providers}requires = [{{name = \"x\"}}]\n{providers}requires = [{{name = \"y\"}}]\n");

        await _workspace.BuildAsync();

        Assert.Equal(["x y", "x", ""], new[] { "a", "b", "c" }.Select(name => string.Join(
            ' ', _workspace.Text(name + ".toml").Split('"').Where((_, at) => at % 2 == 1))));
    }

    [Fact]
    public async Task Bills_of_materials_go_where_their_layers_go()
    {
        _workspace.Write("layers/sbom/launch/old/sbom.cdx.json", "{}");
        _workspace.Buildpack(
            "a/b@1",
            build: "cd $1; for l in lau dotted.name none; do mkdir $l; : >$l.toml; echo $l >$l.sbom.cdx.json; done; "
            + "printf '[types]\\nlaunch = true\\ncache = true\\n' | tee lau.toml >dotted.name.toml; echo l >launch.sbom.spdx.json; echo {} >nolayer.sbom.cdx.json",
            more: "sbom-formats = [\"application/vnd.cyclonedx+json\", \"application/spdx+json;version=2.3\"]");
        _workspace.Group("a/b@1");

        await _workspace.BuildAsync();

        var root = _workspace.At("layers/sbom");
        Assert.Equal(
            [
                "build/a_b/none/sbom.cdx.json", "build/sbom.legacy.json", "cache/a_b/dotted.name/sbom.cdx.json", "cache/a_b/lau/sbom.cdx.json",
                "launch/a_b/dotted.name/sbom.cdx.json", "launch/a_b/lau/sbom.cdx.json", "launch/a_b/sbom.spdx.json", "launch/sbom.legacy.json",
            ],
            Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_unstructured_bill_of_materials_of_old_buildpacks_is_kept_as_json()
    {
        _workspace.Buildpack("a@1", build: "printf '[[bom]]\\nname = \"<x>\"\\nmetadata = {b = [1.5], a = true}\\n' >$1/launch.toml");
        _workspace.Group("a@1");

        await _workspace.BuildAsync();

        Assert.Equal(
            "[{\"name\":\"\\u003cx\\u003e\",\"metadata\":{\"a\":true,\"b\":[1.5]},\"buildpack\":{\"id\":\"a\",\"version\":\"1\"}}]\n",
            _workspace.Text("layers/sbom/launch/sbom.legacy.json"));
    }

    [Fact]
    public async Task Output_is_passed_on_while_the_buildpack_runs()
    {
        _workspace.Buildpack("a@1", build: "printf one; while [ ! -e $W/go ]; do sleep 0.01; done; printf ' two' >&2");
        _workspace.Group("a@1");
        using var output = new MemoryStream();
        var build = BuildPhase.RunAsync(_workspace.BuildInputs() with { Output = output }, TestContext.Current.CancellationToken);
        while (output.Length == 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.False(build.IsCompleted);
        _workspace.Write("go", "");
        await build;
        Assert.Equal("one two"u8.ToArray(), output.ToArray());
    }

    [Fact]
    public async Task Cancelling_ends_the_buildpack_and_writes_no_metadata()
    {
        _workspace.Buildpack("a@1", build: "touch $W/started; exec sleep 300");
        _workspace.Group("a@1");
        using var cancellation = new CancellationTokenSource();
        var build = BuildPhase.RunAsync(_workspace.BuildInputs() with { Runner = new Net.Execution.ProcessRunner() }, cancellation.Token);
        while (!_workspace.Has("started"))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => build.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None));
        Assert.False(_workspace.Has("layers/config/metadata.toml"));
    }

    [Theory]
    [InlineData("production", "production")]
    [InlineData("", "unset")]
    public async Task The_execution_environment_is_told_to_newer_buildpacks(string environment, string expected)
    {
        _workspace.Buildpack("a@1", build: "printf %s \"${CNB_EXEC_ENV-unset}\" >$W/new");
        _workspace.Buildpack("b@1", build: "printf %s \"${CNB_EXEC_ENV-unset}\" >$W/old", api: "0.11");
        _workspace.Group("a@1", "b@1");
        var inputs = _workspace.BuildInputs() with
        {
            ExecutionEnvironment = environment,
            Environment = EnvironmentVariables.FromEntries(["PATH=/bin", "CNB_EXEC_ENV=inherited"]),
        };

        await BuildPhase.RunAsync(inputs, TestContext.Current.CancellationToken);

        Assert.Equal((expected, "unset"), (_workspace.Text("new"), _workspace.Text("old")));
    }
}
