namespace Buildpacks.Net.Cli.Tests.Building;

public sealed class BadInput : IDisposable
{
    private readonly CnbWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("nothing-here", "written docker://nothing-here")]
    [InlineData("team/nothing-here", "there is no such folder or file")]
    [InlineData("a.test/nothing HERE", "no folder, no archive, and no name of an image")]
    [InlineData("nothing-here/", "there is no folder or file")]
    [InlineData("./nothing-here", "there is no folder or file")]
    [InlineData("urn:cnb:registry:a/b", "name a folder, an archive or an image")]
    [InlineData("https://a.test/b.tgz", "archives are not downloaded")]
    [InlineData("app", "has no buildpack.toml")]
    public async Task A_buildpack_that_is_none_is_named(string buildpack, string reason)
    {
        Assert.Equal(1, await _work.RunAsync("build", "app", "--path", "app", "--buildpack", buildpack));
        Assert.Contains(reason, _work.Error, StringComparison.Ordinal);
        Assert.Contains("BPN4003", _work.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_in_documents_have_a_place()
    {
        _work.Write("tool/buildpack.toml", "api = \"0.12\"\n[buildpack]\nid = 5\n");
        Assert.Equal(1, await _work.RunAsync("build", "app", "--path", "app", "--buildpack", "tool"));
        Assert.Contains($"{_work["tool/buildpack.toml"]}:3:", _work.Error, StringComparison.Ordinal);

        _work.Write("app/project.toml", "[_]\nschema-version = \"0.2\"\n[io.buildpacks]\ninclude = \"x\"\n");
        Assert.Equal(1, await _work.RunAsync("build", "app", "--path", "app", "--buildpack", "tool"));
        Assert.Contains($"{_work["app/project.toml"]}:4:", _work.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 100", "exit 0", 20)]
    [InlineData("exit 3", "exit 0", 21)]
    [InlineData("exit 0", "echo because >&2; exit 7", 51)]
    public async Task Failing_buildpacks_end_with_the_code_of_the_specification(string detect, string build, int code)
    {
        _work.WriteBuildpack("tool", detect, build);

        Assert.Equal(code, await _work.RunAsync("build", "app", "--path", "app", "--buildpack", "tool"));
        Assert.StartsWith("error: ", _work.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work["out"]));
        Assert.Empty(_work.Leftovers);
    }

    [Fact]
    public async Task What_a_quiet_build_did_not_show_is_shown_when_it_fails()
    {
        _work.WriteBuildpack("tool", "exit 0", "echo because of this; exit 1");

        Assert.Equal(51, await _work.RunAsync("build", "app", "--path", "app", "--buildpack", "tool", "--quiet"));
        Assert.Contains("because of this", _work.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_build_leaves_the_image_of_the_last_one()
    {
        await _work.BuildAsync();
        var before = (await _work.ImageAsync()).Manifest!.Digest;
        _work.WriteBuildpack("tool", "exit 0", "exit 1");
        await _work.RunAsync("build", "app", "--path", "app", "--buildpack", "tool");

        Assert.Equal(before, (await _work.ImageAsync()).Manifest!.Digest);
    }

    [Theory]
    [InlineData("--builder", "b", "there is no builder image here")]
    [InlineData("--output", "nowhere", "is no place for an image")]
    [InlineData("--creation-time", "soon", "is no time")]
    [InlineData("--cache", "type=build;format=disk", "there is no format")]
    [InlineData("--workspace", "relative", "must be an absolute path")]
    [InlineData("--env", "=value", "cannot name a variable")]
    public async Task Flags_that_cannot_be_understood_are_explained(string flag, string value, string reason)
    {
        Assert.Equal(2, await _work.RunAsync("build", "app", "--path", "app", "--buildpack", "tool", flag, value));
        Assert.Contains(reason, _work.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_without_buildpacks_says_where_to_name_one()
    {
        Assert.Equal(2, await _work.RunAsync("build", "app", "--path", "app"));
        Assert.Contains("--buildpack", _work.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_image_cannot_be_named_by_a_digest()
    {
        Assert.Equal(2, await _work.RunAsync("build", $"app@sha256:{new string('a', 64)}", "--path", "app", "--buildpack", "tool"));
        Assert.Contains("give a tag", _work.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        Assert.Equal(1, await _work.RunAsync("build", "app", "--path", "no-such", "--buildpack", "tool"));
        Assert.Contains(_work["no-such"], _work.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_of_variables_are_not_repeated_in_errors()
    {
        await _work.RunAsync("build", "app", "--path", "app", "--buildpack", "tool", "--env", "a/b=s3cret");
        Assert.DoesNotContain("s3cret", _work.Error + _work.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_is_not_there_is_refused_with_those_that_are()
    {
        Assert.Equal(62, await _work.RunAsync("build", "app", "--path", "app", "--buildpack", "tool", "-D", "worker"));
        Assert.Contains("choose one of: web", _work.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work["out/app"]));
    }

    [Fact]
    public async Task Two_builds_of_one_name_wait_for_each_other()
    {
        _work.WriteBuildpack("tool", "exit 0", "sleep 0.3");
        var codes = await Task.WhenAll(_work.RunAsync("build", "app", "--path", "app", "-b", "tool"), _work.RunAsync("build", "app", "--path", "app", "-b", "tool"));

        Assert.Equal([0, 0], codes);
    }

    [Fact]
    public async Task An_interrupted_build_leaves_nothing_and_the_next_one_is_good()
    {
        _work.WriteBuildpack("tool", "exit 0", $"touch {_work["started"]}; sleep 60");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var host = _work.Host;
        var build = new CnbProgram(host).RunAsync(["build", "app", "--path", "app", "-b", "tool"], stop.Token);
        while (!File.Exists(_work["started"]))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => build);
        Assert.Empty(_work.Leftovers);
        Assert.False(Directory.Exists(_work["out"]));
        _work.WriteBuildpack("tool", "exit 0", "exit 0");
        await _work.BuildAsync();
    }
}
