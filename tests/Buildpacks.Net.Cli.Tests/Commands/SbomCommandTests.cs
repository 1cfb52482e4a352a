using System.Formats.Tar;
using Buildpacks.Net.Cli.Tests.Inspect;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Cli.Tests.Commands;

public sealed class SbomCommandTests : IDisposable
{
    private const string Document = "sbom/launch/acme_web/runtime/sbom.cdx.json";
    private static readonly NewImage Stand = SampleImages.Base("one");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Documents_are_written_below_layers_sbom()
    {
        await SaveAsync(SampleImages.Layer(($"layers/{Document}", "{}"), ("layers/sbom/launch/acme_web/sbom.spdx.json", "[]")));
        var call = await CommandCall.SucceedAsync(_folder.Path, "sbom", "download", "app", "--output-dir", "there");

        Assert.Equal($"Wrote 2 documents below {_folder["there/layers/sbom"]}\n", call.Output);
        Assert.Equal("{}", await File.ReadAllTextAsync(_folder[$"there/layers/{Document}"], TestContext.Current.CancellationToken));
        Assert.Equal(["layers"], Directory.GetFileSystemEntries(_folder["there"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Documents_of_an_earlier_image_are_replaced_and_this_folder_is_the_default()
    {
        await SaveAsync(SampleImages.Layer(($"layers/{Document}", "old")));
        await CommandCall.SucceedAsync(_folder.Path, "sbom", "download", "app");
        await SaveAsync(SampleImages.Layer(($"layers/{Document}", "new")));
        await CommandCall.SucceedAsync(_folder.Path, "sbom", "download", "app");

        Assert.Equal("new", await File.ReadAllTextAsync(_folder[$"layers/{Document}"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Images_that_have_their_layers_elsewhere_give_the_same_folders()
    {
        var image = SampleImages.App(Stand, SampleImages.Layer(($"srv/cnb/{Document}", "{}")));
        await (image with { Config = image.Config.WithEnv("CNB_LAYERS_DIR", "/srv/cnb") }).SaveAsync(_folder["out/app"], "latest");
        await CommandCall.SucceedAsync(_folder.Path, "sbom", "download", "app");

        Assert.True(File.Exists(_folder[$"layers/{Document}"]));
    }

    [Fact]
    public async Task An_image_without_bills_of_materials_is_an_error()
    {
        await SampleImages.App(Stand).SaveAsync(_folder["out/app"], "latest");
        await FailsAsync("none of its buildpacks wrote one");
    }

    [Fact]
    public async Task An_image_that_was_not_made_by_buildpacks_is_an_error()
    {
        await Stand.SaveAsync(_folder["out/app"], "latest");
        await FailsAsync("it was not made by buildpacks");
    }

    [Fact]
    public async Task A_layer_that_the_label_names_and_that_is_not_there_is_an_error()
    {
        var image = SampleImages.App(Stand, SampleImages.Layer(($"layers/{Document}", "{}")));
        await (image with { Layers = [.. image.Layers.Take(3), .. image.Layers.Skip(4)] }).SaveAsync(_folder["out/app"], "latest");
        await FailsAsync("which it does not have");
    }

    [Theory]
    [InlineData("../escaped")]
    [InlineData("layers/sbom/../../../escaped")]
    [InlineData("etc/escaped")]
    [InlineData("layers/other/escaped")]
    public async Task An_archive_that_leads_elsewhere_writes_nothing(string path)
    {
        await SaveAsync(SampleImages.Layer(($"layers/{Document}", "{}"), (path, "bad")));
        await FailsAsync("nothing was written", "download");

        Assert.Empty(Directory.GetFileSystemEntries(_folder["download"]));
        Assert.Empty(Directory.GetFiles(_folder.Path, "escaped", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Links_are_neither_followed_nor_taken()
    {
        await File.WriteAllTextAsync(_folder["secret"], "secret", TestContext.Current.CancellationToken);
        await SaveAsync(SampleImages.Layer(
            new PaxTarEntry(TarEntryType.SymbolicLink, "layers/sbom/launch/sbom.cdx.json") { LinkName = _folder["secret"] },
            new PaxTarEntry(TarEntryType.SymbolicLink, "layers/sbom/launch/linked") { LinkName = _folder.Path },
            new PaxTarEntry(TarEntryType.RegularFile, "layers/sbom/launch/acme/sbom.syft.json")));
        var call = await CommandCall.SucceedAsync(_folder.Path, "sbom", "download", "app", "-o", "download");

        Assert.StartsWith("Wrote 1 document below", call.Output, StringComparison.Ordinal);
        Assert.Equal(["acme"], Directory.GetFileSystemEntries(_folder["download/layers/sbom/launch"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Documents_can_be_read_by_others_and_run_by_nobody()
    {
        await SaveAsync(SampleImages.Layer(new PaxTarEntry(TarEntryType.RegularFile, $"layers/{Document}") { Mode = (UnixFileMode)0xFFF }));
        await CommandCall.SucceedAsync(_folder.Path, "sbom", "download", "app");

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(_folder[$"layers/{Document}"]));
    }

    [Fact]
    [Trait("needs", "registry")]
    public async Task Remote_means_the_registry_whatever_is_in_out()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var name = $"{registry.Host}/app";
        using var store = new RegistryImageStore();
        await store.SaveAsync(
            SampleImages.App(Stand, SampleImages.Layer(($"layers/{Document}", "remote"))), ImageReference.Parse(name), [], TestContext.Current.CancellationToken);
        await SampleImages.App(Stand).SaveAsync(_folder[$"out/{registry.Host.Replace(':', '_')}/app"], "latest");

        Assert.Equal(1, (await CommandCall.RunAsync(_folder.Path, "sbom", "download", name)).ExitCode);
        await CommandCall.SucceedAsync(_folder.Path, "sbom", "download", name, "--remote");
        Assert.Equal("remote", await File.ReadAllTextAsync(_folder[$"layers/{Document}"], TestContext.Current.CancellationToken));
    }

    private Task<SavedImage> SaveAsync(ImageLayer sbom) => SampleImages.App(Stand, sbom).SaveAsync(_folder["out/app"], "latest");

    private async Task FailsAsync(string words, string directory = ".")
    {
        var call = await CommandCall.RunAsync(_folder.Path, "sbom", "download", "app", "-o", directory);
        Assert.Equal(1, call.ExitCode);
        Assert.Contains(words, call.Error, StringComparison.Ordinal);
        Assert.Contains("BPN4021", call.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["layers"]));
    }
}
