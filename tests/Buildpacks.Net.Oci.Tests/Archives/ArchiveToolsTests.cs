using System.Text.Json;
using Buildpacks.Net.Oci.Archives;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Tests.Registry;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Daemons;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Oci.Tests.Archives;

/// <summary>Other tools read what is written here, and what they write is read here.</summary>
public sealed class ArchiveToolsTests : IDisposable
{
    private static readonly ImageReference App = ImageReference.Parse("app");
    private readonly TemporaryFolder _folder = new();
    private readonly NewImage _image = TestImages.Of(TestImages.RandomLayer("a", 300_000), TestImages.Layer("b", "b"u8));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Trait("needs", "registry")]
    [InlineData("oci-archive", "", MediaTypeFamily.Oci)]
    [InlineData("oci-archive", ":app:latest", MediaTypeFamily.Oci)]
    [InlineData("docker-archive", "", MediaTypeFamily.Oci)]
    [InlineData("docker-archive", ":app:latest", MediaTypeFamily.Oci)]
    [InlineData("oci-archive", "", MediaTypeFamily.Docker)]
    [InlineData("docker-archive", "", MediaTypeFamily.Docker)]
    public async Task Skopeo_reads_an_archive_of_either_kind(string kind, string name, MediaTypeFamily family)
    {
        var store = new ArchiveImageStore(_folder["app.tar"]);
        var saved = await store.SaveAsync(_image with { Family = family }, App, []);
        foreach (var target in new[] { "oci-archive", "docker-archive" })
        {
            var copy = _folder[$"{target}.tar"];
            await Skopeo.CopyAsync($"{kind}:{store.File}{name}", $"{target}:{copy}:app:latest");
            await IsWholeAsync(new ArchiveImageStore(copy), App);
        }

        var config = await Skopeo.InspectRawAsync($"{kind}:{store.File}{name}", "--config");
        Assert.Equal(saved.ImageId, Digest.Sha256(System.Text.Encoding.UTF8.GetBytes(config)));
    }

    [Fact]
    [Trait("needs", "registry")]
    public async Task Skopeo_chooses_among_several_names()
    {
        var store = new ArchiveImageStore(_folder["app.tar"]);
        await store.SaveAsync(_image, App, [ImageReference.Parse("registry.example/app:2")]);
        await Skopeo.CopyAsync($"oci-archive:{store.File}:registry.example/app:2", $"oci:{_folder["copy"]}:x");
        await Skopeo.CopyAsync($"docker-archive:{store.File}:app:latest", $"oci:{_folder["copy"]}:y");
    }

    [Theory]
    [Trait("needs", "registry")]
    [InlineData("oci-archive:{0}", "any.name/app:7")]
    [InlineData("oci-archive:{0}:7", "any.name/app:7")]
    [InlineData("oci-archive:{0}:any.name/app:7", "any.name/app:7")]
    [InlineData("docker-archive:{0}", "any.name/app:7")]
    [InlineData("docker-archive:{0}:any.name/app:7", "any.name/app:7")]
    public async Task Archives_of_skopeo_are_read(string target, string name)
    {
        var store = new ArchiveImageStore(_folder["app.tar"]);
        await store.SaveAsync(_image, App, []);
        var copy = new ArchiveImageStore(_folder["copy.tar"]);
        await Skopeo.CopyAsync($"oci-archive:{store.File}", target.Replace("{0}", copy.File, StringComparison.Ordinal));
        await IsWholeAsync(copy, ImageReference.Parse(name));
    }

    [Fact]
    [Trait("needs", "dockerd")]
    public async Task Docker_loads_an_archive_and_what_it_saves_is_read()
    {
        await using var daemon = await DockerDaemon.StartAsync();
        foreach (var family in new[] { MediaTypeFamily.Oci, MediaTypeFamily.Docker })
        {
            var store = new ArchiveImageStore(_folder[$"{family}.tar"]);
            var name = ImageReference.Parse($"registry.example/app:{family}");
            var saved = await store.SaveAsync(_image with { Family = family, Layers = [.. _image.Layers, _image.Layers[0]] }, App, [name]);
            var loaded = await daemon.RunAsync("load", "-i", store.File);
            Assert.Contains("app:latest", loaded, StringComparison.Ordinal);
            foreach (var loadedName in new[] { "app:latest", name.Name })
            {
                using var inspected = JsonDocument.Parse(await daemon.RunAsync("image", "inspect", loadedName));
                Assert.Equal(saved.ImageId.ToString(), inspected.RootElement[0].GetProperty("Id").GetString());
            }

            var container = (await daemon.RunAsync("create", name.Name)).Trim();
            await daemon.RunAsync("cp", $"{container}:/b", _folder["b"]);
            Assert.Equal("b", await File.ReadAllTextAsync(_folder["b"]));

            var back = new ArchiveImageStore(_folder["saved.tar"]);
            await daemon.RunAsync("save", "-o", back.File, "app:latest", name.Name);
            await IsWholeAsync(back, App);
            await IsWholeAsync(back, name);
            Assert.Null(await back.FindAsync(ImageReference.Parse("other")));
            await daemon.RunAsync("save", "-o", back.File, saved.ImageId.ToString());
            await IsWholeAsync(back, ImageReference.Parse("any"));
        }
    }

    private async Task IsWholeAsync(ArchiveImageStore store, ImageReference name)
    {
        var found = await store.FindAsync(name);
        Assert.Equal(_image.Layers.Select(layer => layer.DiffId), found!.Layers.Select(layer => layer.DiffId).Distinct());
        Assert.Equal("tests", found.Config.GetLabel("made.for"));
        foreach (var layer in found.Layers)
        {
            await using var tar = await layer.OpenTarAsync();
            await tar.CopyToAsync(Stream.Null);
            await TestImages.ReadAsync(layer.Blob!);
        }
    }
}
