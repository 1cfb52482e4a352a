using System.Formats.Tar;
using System.IO.Compression;

namespace Buildpacks.Net.Cli.Tests.Shelf;

public sealed class BringingBuildpacks : IDisposable
{
    private readonly CnbWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("tool.tgz", true)]
    [InlineData("tool.tar", false)]
    public async Task A_buildpack_can_come_in_an_archive(string name, bool compressed)
    {
        await PackAsync(name, compressed);
        Assert.Equal(0, await _work.RunAsync("build", "app", "--path", "app", "--buildpack", name));
        Assert.Contains("acme/tool@1.2.3", _work.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_is_none_is_refused()
    {
        _work.Write("tool.tgz", "no archive at all");
        Assert.Equal(1, await _work.RunAsync("build", "app", "--path", "app", "--buildpack", "tool.tgz"));
        Assert.Contains(_work["tool.tgz"], _work.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_composite_buildpack_brings_those_it_consists_of()
    {
        _work.WriteBuildpack("second", "exit 0", "echo second >second.txt");
        _work.Write("all/buildpack.toml", """
            api = "0.12"
            [buildpack]
            id = "acme/all"
            version = "9"
            [[order]]
            [[order.group]]
            id = "acme/tool"
            version = "1.2.3"
            [[order.group]]
            id = "acme/second"
            version = "1.2.3"
            """);
        _work.Write("all/package.toml", "[[dependencies]]\nuri = \"../tool\"\n[[dependencies]]\nuri = \"../second\"\n");
        Assert.Equal(0, await _work.RunAsync("build", "app", "--path", "app", "--buildpack", "all"));

        Assert.Contains("buildpacks acme/tool@1.2.3, acme/second@1.2.3", _work.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_buildpacks_run_in_the_order_they_are_named_in()
    {
        _work.WriteBuildpack("first", "exit 0", "echo first >>order.txt");
        _work.WriteBuildpack("second", "exit 0", "echo second >>order.txt");
        _work.WriteBuildpack("third", "exit 0", "echo third >>order.txt");
        await _work.RunAsync("build", "app", "--path", "app", "--buildpack", "second", "--pre-buildpack", "first", "--post-buildpack", "third");

        Assert.Equal("first\nsecond\nthird\n", (await CnbWorkspace.FilesAsync(await _work.ImageAsync()))["/workspace/order.txt"]);
    }

    private async Task PackAsync(string name, bool compressed)
    {
        using var file = File.Create(_work[name]);
        using Stream stream = compressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        await TarFile.CreateFromDirectoryAsync(_work["tool"], stream, includeBaseDirectory: false, TestContext.Current.CancellationToken);
    }
}
