using Buildpacks.Net.Sdk.Testing;

namespace Buildpacks.Net.Buildpacks.Tests.Procfile;

public sealed class ReadingProcfiles : IDisposable
{
    private readonly BuildpackTest _test = BuildpackFolders.Test(BuildpackFolders.Procfile);

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("web: a", "web=a default")]
    [InlineData("\uFEFFweb: a\n", "web=a default")]
    [InlineData("# c\r\n\r\nweb:  a --url=http://x:1/ \r\nworker: b # not a comment\r\n", "web=a --url=http://x:1/ default|worker=b # not a comment")]
    [InlineData("one:a", "one=a default")]
    [InlineData("one: a\ntwo: b", "one=a|two=b")]
    [InlineData("  web :\ta", "web=a default")]
    [InlineData("a.b-c_9: \"quoted\" 'and' \\ $HOME", "a.b-c_9=\"quoted\" 'and' \\ $HOME default")]
    public async Task Each_line_is_a_process(string text, string expected)
    {
        _test.AddFile("Procfile", text);

        var result = await _test.BuildAsync(TestContext.Current.CancellationToken);

        Assert.Null(result.Failure);
        Assert.All(result.Metadata.Processes, process => Assert.Equal(["bash", "-c"], process.Command.Take(2)));
        Assert.Equal(expected, string.Join('|', result.Metadata.Processes.Select(process =>
            $"{process.Type}={process.Command[2]}{(process.Type == result.Metadata.BuildpackDefaultProcessType ? " default" : "")}")));
    }

    [Theory]
    [InlineData("web a", 1, "a line is a process type")]
    [InlineData("web: a\n\n: b", 3, "a line is a process type")]
    [InlineData("# c\nwe b: a", 2, "a line is a process type")]
    [InlineData("wörker: a", 1, "a line is a process type")]
    [InlineData("../web: a", 1, "a line is a process type")]
    [InlineData("web:\r\n", 1, "the process type web has no command")]
    [InlineData("web: a\r\nweb: b", 2, "the process type web is there twice")]
    public async Task What_cannot_be_read_is_named_with_its_line(string text, int line, string why)
    {
        _test.AddFile("Procfile", text);

        var result = await _test.DetectAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, Assert.Single(result.Runs).ExitCode);
        Assert.StartsWith($"Error: could not read Procfile:{line}: {why}", result.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "there is no Procfile in the application folder")]
    [InlineData("", "the Procfile names no process")]
    [InlineData("# nothing\r\n \n", "the Procfile names no process")]
    public async Task Without_a_process_detection_does_not_pass(string? text, string why)
    {
        if (text is not null)
        {
            _test.AddFile("Procfile", text);
        }

        var result = await _test.DetectAsync(TestContext.Current.CancellationToken);

        Assert.Equal(100, Assert.Single(result.Runs).ExitCode);
        Assert.Equal($"not for this application: {why}", result.Failure);
    }

    [Theory]
    [InlineData("web", "web")]
    [InlineData("worker", "")]
    public async Task Processes_outlive_a_buildpack_that_replaces_the_sources(string type, string standard)
    {
        using var test = BuildpackFolders.Test(
            new TestedBuildpack(new EmptyingBuildpack(), BuildpackFolders.Dotnet.Folder), BuildpackFolders.Procfile);
        test.AddFile("Procfile", $"{type}: a");

        var result = await test.BuildAsync(TestContext.Current.CancellationToken);

        Assert.Null(result.Failure);
        Assert.Equal(["bash", "-c", "a"], result.Process(type).Command);
        Assert.Equal(standard, result.Metadata.BuildpackDefaultProcessType);
    }

    [Fact]
    public async Task The_sample_builds()
    {
        _test.AddFolder(BuildpackFolders.Sample("procfile/samples/bash-web"));

        var result = await _test.BuildAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["web", "worker"], result.Metadata.Processes.Select(process => process.Type));
        Assert.Equal("web", result.Metadata.BuildpackDefaultProcessType);
    }
}
