using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Tests.Execution;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buildpacks.Net.Tests.Detect;

public sealed class MatchingTargets : IDisposable
{
    private const string Arm = "os = \"linux\"\narch = \"arm\"\narch-variant = \"v7\"\n[run-image.target.distro]\nname = \"d\"\nversion = \"1\"";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("[[targets]]\nos = \"linux\"", true)]
    [InlineData("[[targets]]\nos = \"windows\"", false)]
    [InlineData("[[targets]]\nos = \"windows\"\n[[targets]]\narch = \"arm\"", true)]
    [InlineData("[[targets]]\narch = \"amd64\"", false)]
    [InlineData("[[targets]]\nvariant = \"v7\"", true)]
    [InlineData("[[targets]]\nvariant = \"v8\"", false)]
    [InlineData("[[targets]]\narch-variant = \"v8\"", false)]
    [InlineData("[[targets]]\n[[targets.distros]]\nname = \"x\"\n[[targets.distros]]\nname = \"d\"", true)]
    [InlineData("[[targets]]\n[[targets.distros]]\nname = \"d\"\nversion = \"2\"", false)]
    [InlineData("[[stacks]]\nid = \"*\"", true)]
    [InlineData("[[stacks]]\nid = \"io.buildpacks.stacks.bionic\"", false)]
    public async Task A_required_buildpack_must_work_on_the_run_image(string targets, bool matches)
    {
        _workspace.RunImageTarget(Arm);
        _workspace.Buildpack("a@1", tail: targets);
        _workspace.Order("a@1");

        Assert.Equal(matches ? "a@1" : "failed with errors", await _workspace.DetectAsync());
        Assert.Equal("a@1", await _workspace.DetectAsync("0.11"));
    }

    [Fact]
    public async Task An_optional_buildpack_that_does_not_work_on_the_run_image_is_left_out_and_not_run()
    {
        _workspace.RunImageTarget(Arm);
        _workspace.Buildpack("a@1");
        _workspace.Buildpack("w@1", "touch $W/ran", tail: "[[targets]]\nos = \"windows\"");
        _workspace.Order("a@1 w@1?");

        Assert.Equal("a@1", await _workspace.DetectAsync());
        Assert.False(_workspace.Has("ran"));
    }

    [Fact]
    public async Task A_program_bin_build_means_linux()
    {
        _workspace.RunImageTarget("os = \"windows\"\n[run-image.target.distro]\nname = \"d\"");
        _workspace.Buildpack("with@1");
        _workspace.Buildpack("without@1", build: null);
        _workspace.Order("with@1", "without@1");

        Assert.Equal("without@1", await _workspace.DetectAsync());
    }

    [Theory]
    [InlineData("ID=debian\nVERSION_ID=\"12\"\n", "debian", "12")]
    [InlineData("NAME=x\nID='a b'\n", "a b", "")]
    [InlineData("ID\nVERSION_ID=1=2\n", null, null)]
    public async Task A_run_image_without_distribution_gets_that_of_the_machine(string osRelease, string? name, string? version)
    {
        _workspace.Write("os-release", osRelease);

        var target = await HostTarget.CompleteAsync(
            null, NullLogger.Instance, TestContext.Current.CancellationToken, _workspace.At("os-release"));

        Assert.Equal(("linux", HostTarget.Architecture), (target.Os, target.Arch));
        Assert.Equal(name is null ? null : new DistroInfo(name, version!), target.Distro);
    }

    [Theory]
    [InlineData("0.15", "test", "any@1 plain@1 test@1 tables@1 old@1")]
    [InlineData("0.15", "production", "any@1 plain@1 old@1")]
    [InlineData("0.15", "", "any@1 plain@1 test@1 tables@1 old@1")]
    [InlineData("0.14", "production", "any@1 plain@1 test@1 tables@1 old@1")]
    public async Task Buildpacks_for_other_execution_environments_are_passed_over(string api, string environment, string expected)
    {
        _workspace.Buildpack("any@1", more: "exec-env = [\"*\"]");
        _workspace.Buildpack("plain@1");
        _workspace.Buildpack("test@1", more: "exec-env = [\"test\"]");
        _workspace.Buildpack("tables@1", more: "[[buildpack.exec-env]]\nname = \"test\"");
        _workspace.Buildpack("old@1", more: "exec-env = [\"other\"]", api: "0.11");
        _workspace.Order("any@1 plain@1 test@1 tables@1 old@1");

        // An older Buildpack API has no exec-env: what stands there does not count.
        Assert.Equal(expected, await _workspace.DetectAsync(api, environment));
    }

    [Fact]
    public async Task Execution_environments_count_in_the_groups_of_orders_and_composites_too()
    {
        const string group = "[[order]]\n[[order.group]]\nid = \"a\"\nversion = \"1\"\nexec-env = [\"production\"]\n"
            + "[[order.group]]\nid = \"b\"\nversion = \"1\"\nexec-env = [\"test\"]\n";
        _workspace.Buildpack("a@1");
        _workspace.Buildpack("b@1");
        _workspace.Buildpack("c@1", detect: null, build: null, tail: group);
        _workspace.Write("order.toml", group);
        Assert.Equal("b@1", await _workspace.DetectAsync("0.15", "test"));

        _workspace.Order("c@1");
        Assert.Equal("a@1", await _workspace.DetectAsync("0.15"));
        Assert.Equal("a@1 b@1", await _workspace.DetectAsync("0.14"));
    }
}
