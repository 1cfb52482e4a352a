using System.Formats.Tar;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Cli.Tests.BuildpackSources;

/// <summary>Packages of buildpacks, as the Distribution specification has them.</summary>
public sealed class BringingPackages : IDisposable
{
    private const string Label = "io.buildpacks.buildpackage.metadata";
    private readonly CnbWorkspace _work = new();

    public BringingPackages() => _work.WriteComposite("9.0.0");

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("tool.cnb")]
    [InlineData("package-without-suffix")]
    public async Task A_package_can_be_a_file(string name)
    {
        await PackAsync(name, "acme/tool", ("tool", "acme_tool/1.2.3"));
        Assert.Equal(0, await BuildAsync(name));
        Assert.Contains("buildpacks acme/tool@1.2.3", _work.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "registry")]
    public async Task A_package_can_be_an_image_in_a_registry()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var images = new RegistryImageStore();
        var package = await PackageAsync("acme/tool", "1.2.3", ("tool", "acme_tool/1.2.3"));
        await images.SaveAsync(package, ImageReference.Parse($"{registry.Host}/tool:1"), [], TestContext.Current.CancellationToken);
        Assert.Equal(0, await BuildAsync($"docker://{registry.Host}/tool:1"));
        Assert.Contains("buildpacks acme/tool@1.2.3", _work.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_buildpack_of_a_package_is_found_by_id_and_version()
    {
        await PackAsync("all.cnb", "acme/all", ("all", "acme_all/9.0.0"), ("second", "acme_second/1.2.3"), ("tool", "acme_tool/1.2.3"));
        Assert.Equal(0, await BuildAsync("all.cnb"));
        Assert.Contains("buildpacks acme/tool@1.2.3, acme/second@1.2.3", _work.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme/second")]
    [InlineData("acme/tool")]
    public async Task The_label_names_the_buildpack_to_start_with(string id)
    {
        await PackAsync("two.cnb", id, ("second", "acme_second/1.2.3"), ("tool", "acme_tool/1.2.3"));
        Assert.Equal(0, await BuildAsync("two.cnb"));
        Assert.Contains($"buildpacks {id}@1.2.3\n", _work.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_without_the_buildpack_of_its_label_is_refused()
    {
        await PackAsync("odd.cnb", "acme/gone", ("second", "acme_second/1.2.3"), ("tool", "acme_tool/1.2.3"));
        Assert.Equal(1, await BuildAsync("odd.cnb"));
        Assert.Contains("odd.cnb", _work.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_with_files_that_belong_to_no_buildpack_is_refused()
    {
        await PackAsync("tool.cnb", "acme/tool", ("tool", "acme_tool/1.2.3"), ("second", "../../elsewhere"));
        Assert.Equal(1, await BuildAsync("tool.cnb"));
        Assert.Contains("/elsewhere/", _work.Error, StringComparison.Ordinal);
    }

    private Task<int> BuildAsync(string package) => _work.RunAsync("build", "app", "--path", "app", "--buildpack", package);

    private async Task PackAsync(string file, string id, params (string Folder, string Place)[] buildpacks)
    {
        var layout = new OciLayout(_work["layout"]);
        var version = id == "acme/all" ? "9.0.0" : "1.2.3";
        await layout.SaveAsync(await PackageAsync(id, version, buildpacks), ["latest"], cancellationToken: TestContext.Current.CancellationToken);
        await TarFile.CreateFromDirectoryAsync(layout.Directory, _work[file], includeBaseDirectory: false, TestContext.Current.CancellationToken);
    }

    private async Task<NewImage> PackageAsync(string id, string version, params (string Folder, string Place)[] buildpacks)
    {
        var layers = new List<ImageLayer>();
        foreach (var (folder, place) in buildpacks)
        {
            layers.Add(await LayerAsync(folder, Path.GetFullPath($"/cnb/buildpacks/{place}")));
        }

        var config = new ImageConfig { Os = "linux", Architecture = Oci.Images.Platform.Current.Architecture };
        return new NewImage { Layers = layers, Config = config.WithLabel(Label, $$"""{"id":"{{id}}","version":"{{version}}","stacks":[{"id":"*"}]}""") };
    }

    private async Task<ImageLayer> LayerAsync(string folder, string place)
    {
        using var bytes = new MemoryStream();
        await using (var tar = new TarWriter(bytes, leaveOpen: true))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "/cnb"), TestContext.Current.CancellationToken);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "/cnb/buildpacks"), TestContext.Current.CancellationToken);
            foreach (var file in Directory.EnumerateFiles(_work[folder], "*", SearchOption.AllDirectories))
            {
                await tar.WriteEntryAsync(file, $"{place}/{Path.GetRelativePath(_work[folder], file)}", TestContext.Current.CancellationToken);
            }
        }

        var digest = Digest.Sha256(bytes.ToArray());
        return new ImageLayer(digest)
        {
            Descriptor = new Descriptor(MediaTypes.OciLayer, digest, bytes.Length),
            Blob = new MemoryBlob(bytes.ToArray()),
        };
    }
}
