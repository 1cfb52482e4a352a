using System.Formats.Tar;
using System.IO.Compression;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Cli.Tests.BuildpackSources;

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
        _work.WriteComposite("9");
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

    [Fact]
    [Trait("needs", "registry")]
    public async Task A_package_of_buildpacks_is_fetched_from_its_registry()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var token = TestContext.Current.CancellationToken;
        _work.WriteBuildpack("second", "exit 0", "echo second >second.txt", "package/second");
        _work.WriteBuildpack("first", "exit 0", "echo first >first.txt", "package/first");
        var layers = new List<ImageLayer>();
        foreach (var name in (string[])["first", "second"])
        {
            var content = new DirectoryLayerContent(_work[$"package/{name}"]) { ArchivePath = $"/cnb/buildpacks/acme_{name}/1.2.3" };
            layers.Add((await new LayerWriter().WriteAsync(content, _work[$"{name}.layer"], cancellationToken: token)).ToImageLayer());
        }

        var labels = new Dictionary<string, string> { ["io.buildpacks.buildpackage.metadata"] = """{"id":"acme/second","version":"1.2.3"}""" };
        var image = new NewImage
        {
            Layers = layers,
            Config = new ImageConfig { Os = "linux", Architecture = Oci.Images.Platform.Current.Architecture, Config = new ContainerConfig { Labels = labels } },
        };
        using var store = new RegistryImageStore();
        await store.SaveAsync(image, ImageReference.Parse($"{registry.Host}/acme/second:1"), [], token);

        Assert.Equal(0, await _work.RunAsync("build", "app", "--path", "app", "--buildpack", $"docker://{registry.Host}/acme/second:1"));
        Assert.Contains("buildpacks acme/second@1.2.3", _work.Output, StringComparison.Ordinal);
        Assert.Equal(1, await _work.RunAsync("build", "app", "--path", "app", "--buildpack", $"{registry.Host}/acme/other"));
        Assert.Contains("BPN4003", _work.Error, StringComparison.Ordinal);
    }

    private async Task PackAsync(string name, bool compressed)
    {
        using var file = File.Create(_work[name]);
        using Stream stream = compressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        await TarFile.CreateFromDirectoryAsync(_work["tool"], stream, includeBaseDirectory: false, TestContext.Current.CancellationToken);
    }
}
