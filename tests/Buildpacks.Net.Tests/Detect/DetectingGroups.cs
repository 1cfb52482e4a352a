using Buildpacks.Net.Detect;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Tests.Execution;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Tests.Detect;

public sealed class DetectingGroups : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_first_group_whose_buildpacks_all_pass_is_taken()
    {
        _workspace.Buildpack("no@1", "exit 100");
        _workspace.Buildpack("a/one@1", more: "homepage = \"https://one.test\"", api: "0.10");
        _workspace.Buildpack("two@2");
        _workspace.Order("no@1 two@2", "a/one@1 two@2", "two@2");

        Assert.Equal("a/one@1 two@2", await _workspace.DetectAsync());
        Assert.Equal(
            "[[group]]\n  id = \"a/one\"\n  version = \"1\"\n  api = \"0.10\"\n  homepage = \"https://one.test\"\n\n"
            + "[[group]]\n  id = \"two\"\n  version = \"2\"\n  api = \"0.12\"\n",
            _workspace.Text("layers/group.toml"));
        Assert.Equal("", _workspace.Text("layers/plan.toml"));
    }

    [Theory]
    [InlineData("exit 0", true, "a@1 x@1")]
    [InlineData("exit 100", true, "a@1")]
    [InlineData("exit 1", true, "a@1")]
    [InlineData("exit 100", false, "failed")]
    [InlineData("exit 1", false, "failed with errors")]
    [InlineData("kill -9 $$", false, "failed with errors")]
    [InlineData("echo 'requires = [' >\"$2\"", false, "failed with errors")]
    [InlineData("rm \"$2\"", false, "failed with errors")]
    [InlineData("printf '[[requires]]\\nname = \"x\"\\nversion = \"1\"\\n' >\"$2\"", false, "failed with errors")]
    public async Task What_a_detect_says_decides_on_its_group(string detect, bool optional, string expected)
    {
        _workspace.Buildpack("a@1");
        _workspace.Buildpack("x@1", detect);
        _workspace.Order(optional ? "a@1 x@1?" : "a@1 x@1");

        Assert.Equal(expected, await _workspace.DetectAsync());
    }

    [Fact]
    public async Task A_detect_that_cannot_be_run_is_an_error_of_its_buildpack()
    {
        _workspace.Buildpack("gone@1", detect: null);
        _workspace.Buildpack("interpreter@1");
        _workspace.Write("buildpacks/interpreter/1/bin/detect", "#!/no/such/thing\n");
        _workspace.Order("gone@1", "interpreter@1");

        Assert.Equal("failed with errors", await _workspace.DetectAsync());
    }

    [Fact]
    public async Task A_failed_detection_leaves_the_documents_of_an_earlier_one_alone()
    {
        _workspace.Buildpack("no@1", "exit 100");
        _workspace.Order("no@1");
        _workspace.Write("layers/group.toml", "old");

        Assert.Equal("failed", await _workspace.DetectAsync());
        Assert.Equal("old", _workspace.Text("layers/group.toml"));
        Assert.False(_workspace.Has("layers/plan.toml"));
    }

    [Fact]
    public async Task Detects_of_a_group_run_side_by_side_and_each_runs_once_for_all_groups()
    {
        _workspace.Buildpack("a@1", "echo >>$W/ran; touch $W/a; while [ ! -e $W/b ]; do sleep 0.01; done");
        _workspace.Buildpack("b@1", "echo >>$W/ran; touch $W/b; while [ ! -e $W/a ]; do sleep 0.01; done");
        _workspace.Buildpack("no@1", "exit 100");
        _workspace.Order("a@1 b@1 no@1", "b@1 no@1 a@1", "b@1 a@1");

        Assert.Equal("b@1 a@1", await _workspace.DetectAsync());
        Assert.Equal("\n\n", _workspace.Text("ran"));
    }

    [Fact]
    public async Task The_same_id_takes_part_once_with_the_version_that_comes_first()
    {
        _workspace.Buildpack("a@1");
        _workspace.Buildpack("a@2");
        _workspace.Buildpack("b@1");
        _workspace.Order("a@2 b@1 a@1");

        Assert.Equal("a@2 b@1", await _workspace.DetectAsync());
    }

    [Fact]
    public async Task A_composite_buildpack_stands_for_its_groups_with_all_that_comes_behind_it()
    {
        _workspace.Buildpack("a@1");
        _workspace.Buildpack("needs@1", "printf '[[requires]]\\nname = \"x\"\\n' >\"$2\"");
        _workspace.Buildpack("gives@1", "printf '[[provides]]\\nname = \"x\"\\n' >\"$2\"");
        _workspace.Composite("inner@1", "a@1", "gives@1");
        _workspace.Composite("outer@1", "inner@1 a@1");
        _workspace.Order("outer@1 needs@1");

        Assert.Equal("gives@1 a@1 needs@1", await _workspace.DetectAsync());
    }

    [Fact]
    public async Task An_optional_composite_may_be_left_out()
    {
        _workspace.Buildpack("a@1");
        _workspace.Buildpack("no@1", "exit 7");
        _workspace.Composite("composite@1", "no@1");
        _workspace.Order("composite@1? a@1");

        Assert.Equal("a@1", await _workspace.DetectAsync());
    }

    [Fact]
    public async Task A_composite_that_contains_itself_is_a_fault_and_no_crash()
    {
        _workspace.Buildpack("no@1", "exit 100");
        _workspace.Composite("one@1", "no@1", "two@1");
        _workspace.Composite("two@1", "one@1");
        _workspace.Order("one@1");

        var fault = await Assert.ThrowsAsync<LifecycleException>(() => _workspace.DetectAsync());
        Assert.Equal((FailureKind.Detect, "BPN3202"), (fault.Kind, fault.Code));
        Assert.Contains("one@1 > two@1 > one@1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_before_the_circle_is_still_found()
    {
        _workspace.Buildpack("a@1");
        _workspace.Composite("one@1", "a@1", "one@1");
        _workspace.Order("one@1");

        Assert.Equal("a@1", await _workspace.DetectAsync());
    }

    [Fact]
    public async Task Composites_in_a_row_do_not_exhaust_the_stack()
    {
        _workspace.Buildpack("a@1");
        _workspace.Composite("c@1", "a@1");
        _workspace.Order(string.Join(' ', Enumerable.Repeat("c@1", 20_000)));

        Assert.Equal("a@1", await _workspace.DetectAsync());
    }

    [Fact]
    public async Task A_missing_buildpack_is_told_before_anything_runs()
    {
        _workspace.Buildpack("a@1", "touch $W/ran");
        _workspace.Order("a@1", "missing@1");

        var fault = await Assert.ThrowsAsync<DocumentException>(() => _workspace.DetectAsync());
        Assert.Contains("buildpacks/missing/1/buildpack.toml", fault.Message, StringComparison.Ordinal);
        Assert.False(_workspace.Has("ran"));
    }

    [Theory]
    [InlineData("missing@1", FailureKind.Detect)]
    [InlineData("noapi@1", FailureKind.Detect)]
    [InlineData("old@1", FailureKind.UnsupportedBuildpackApi)]
    public async Task A_buildpack_of_a_composite_that_cannot_be_used_is_a_fault(string name, FailureKind expected)
    {
        _workspace.Buildpack("noapi@1", api: "");
        _workspace.Buildpack("old@1", api: "0.2");
        _workspace.Composite("c@1", name);
        _workspace.Order("c@1");

        var fault = await Assert.ThrowsAsync<LifecycleException>(() => _workspace.DetectAsync());
        Assert.Equal(expected, fault.Kind);
    }

    [Theory]
    [InlineData("0.6")]
    [InlineData("0.13")]
    [InlineData("abc")]
    [InlineData("")]
    public async Task A_buildpack_of_the_order_must_be_for_a_supported_api(string api)
    {
        _workspace.Buildpack("a@1");
        _workspace.Buildpack("x@1", api: api);
        _workspace.Order("a@1", "x@1");

        var fault = await Assert.ThrowsAsync<LifecycleException>(() => _workspace.DetectAsync());
        Assert.Equal(FailureKind.UnsupportedBuildpackApi, fault.Kind);
    }

    [Fact]
    public async Task System_buildpacks_surround_each_group_that_does_not_have_them()
    {
        foreach (var name in new[] { "pre@1", "post@1", "a@1", "a@2" })
        {
            _workspace.Buildpack(name);
        }

        _workspace.Write(
            "system.toml",
            "[[system.pre.buildpacks]]\nid = \"pre\"\nversion = \"1\"\n[[system.pre.buildpacks]]\nid = \"a\"\nversion = \"2\"\n"
            + "[[system.post.buildpacks]]\nid = \"post\"\nversion = \"1\"\n");
        _workspace.Order("a@1");

        Assert.Equal("pre@1 a@1 post@1", await _workspace.DetectAsync("0.15"));
        Assert.Equal("a@1", await _workspace.DetectAsync("0.14"));
    }

    [Fact]
    public async Task A_failed_detection_shows_what_its_buildpacks_printed_and_a_passed_one_keeps_quiet()
    {
        _workspace.Buildpack("a@1", "echo from a");
        _workspace.Buildpack("no@1", "echo from no; exit 100");
        _workspace.Order("a@1");
        await _workspace.DetectAsync();
        Assert.DoesNotContain(_workspace.Log.Lines(), line => line.Contains("from a", StringComparison.Ordinal));

        _workspace.Order("a@1 no@1");
        await _workspace.DetectAsync();

        var lines = _workspace.Log.Lines();
        Assert.Contains("======== Output: a@1 ========", lines);
        Assert.Contains("from no\n", lines);
        Assert.Contains("fail: no@1", lines);
        Assert.Contains("No buildpack groups passed detection.", _workspace.Log.Lines(LogLevel.Error));
    }

    [Fact]
    public async Task Endless_output_is_cut_and_not_kept()
    {
        _workspace.Buildpack("loud@1", "head -c 40000000 /dev/zero; exit 100");
        _workspace.Order("loud@1");

        Assert.Equal("failed", await _workspace.DetectAsync());
        Assert.All(_workspace.Log.Lines(), line => Assert.True(line.Length < 17 * 1024 * 1024));
    }

    [Fact]
    public async Task Cancelling_ends_what_a_detect_started_and_writes_nothing()
    {
        _workspace.Buildpack("slow@1", "sleep 300 & echo $! >$W/child; touch $W/started; wait");
        _workspace.Order("slow@1");
        using var cancellation = new CancellationTokenSource();
        var detection = DetectPhase.RunAsync(_workspace.DetectInputs(), cancellation.Token);
        while (!_workspace.Has("started"))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => detection);

        Assert.False(_workspace.Has("layers/group.toml"));
        var child = _workspace.Text("child").Trim();
        Assert.True(await IsGoneAsync(child), $"process {child} lives on");
    }

    private static async Task<bool> IsGoneAsync(string process)
    {
        for (var i = 0; i < 300; i++)
        {
            var status = $"/proc/{process}/stat";
            if (!File.Exists(status) || (await File.ReadAllTextAsync(status)).Contains(") Z ", StringComparison.Ordinal))
            {
                return true;
            }

            await Task.Delay(10);
        }

        return false;
    }
}
