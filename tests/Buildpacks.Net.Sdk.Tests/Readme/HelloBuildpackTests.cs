using Buildpacks.Net.Sdk.Testing;

namespace Buildpacks.Net.Sdk.Tests.Readme;

public sealed class HelloBuildpackTests : IDisposable
{
    // The folder with buildpack.toml, copied beside the test by its project.
    private readonly BuildpackTest _test = new(new TestedBuildpack(
        new HelloBuildpack(), Path.Combine(AppContext.BaseDirectory, "Readme")));

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Greets_and_keeps_the_layer_until_the_language_changes()
    {
        _test.AddFile("hello.txt", "Hello.");

        var first = await _test.BuildAsync(TestContext.Current.CancellationToken);
        Assert.Null(first.Failure);
        Assert.Equal(["cat", "hello.txt"], first.Process("web").Command);
        Assert.True(first.Layer("greeting").HasContents);

        var second = await _test.BuildAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Layer greeting: reused", second.Log, StringComparison.Ordinal);
        Assert.False(second.Layer("greeting").HasContents);

        _test.Settings["BP_LANGUAGE"] = "de";
        var third = await _test.BuildAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Layer greeting: made again, changed: language", third.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_take_applications_without_a_greeting()
    {
        var result = await _test.DetectAsync(TestContext.Current.CancellationToken);

        Assert.False(result.Detected);
        Assert.Equal("not for this application: there is no hello.txt", result.Failure);
        Assert.Equal(100, Assert.Single(result.Runs).ExitCode);
    }
}
