using Buildpacks.Net.Oci.Archives;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Tests.Registry;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Oci.Tests.Archives;

public sealed class ArchiveImageStoreTests : IDisposable
{
    private static readonly ImageReference App = ImageReference.Parse("app");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(MediaTypeFamily.Oci)]
    [InlineData(MediaTypeFamily.Docker)]
    public async Task An_image_comes_back_as_it_was_written(MediaTypeFamily family)
    {
        var layers = new[] { TestImages.RandomLayer("a", 400_000), TestImages.Layer("b", "b"u8) };
        var image = TestImages.Of(layers) with { Family = family, Annotations = new Dictionary<string, string> { ["x"] = "y" } };
        var store = new ArchiveImageStore(_folder["new/folder/app.tar"]);
        var saved = await store.SaveAsync(image, App, []);

        var found = await store.FindAsync(App);
        Assert.Equal(saved.Identifier, found!.Identifier);
        Assert.Equal($"{store.File}@{saved.ManifestDigest}", found.Identifier);
        Assert.Equal(saved.ImageId, found.Manifest!.Config.Digest);
        Assert.Equal(saved.ManifestSize, found.Manifest.Raw.Length);
        Assert.Equal(family, found.Family);
        Assert.Equal("y", found.Manifest.Annotations["x"]);
        Assert.Equal("tests", found.Config.GetLabel("made.for"));
        Assert.Equal(layers.Select(layer => layer.DiffId), found.Layers.Select(layer => layer.DiffId));
        for (var i = 0; i < layers.Length; i++)
        {
            Assert.Equal(await TestImages.ReadAsync(layers[i].Blob!), await TestImages.ReadAsync(found.Layers[i].Blob!));
            await using var tar = await found.Layers[i].OpenTarAsync();
            await tar.CopyToAsync(Stream.Null);
        }
    }

    [Fact]
    public async Task Equal_images_give_equal_bytes()
    {
        var image = TestImages.Of(TestImages.RandomLayer("a", 100_000), TestImages.Layer("b", "b"u8));
        await new ArchiveImageStore(_folder["1.tar"]).SaveAsync(image, App, []);
        await new ArchiveImageStore(_folder["2.tar"]).SaveAsync(image, App, []);
        Assert.Equal(await File.ReadAllBytesAsync(_folder["1.tar"]), await File.ReadAllBytesAsync(_folder["2.tar"]));
    }

    [Fact]
    public async Task Documents_come_first_and_each_layer_once_the_lowest_first()
    {
        var a = TestImages.Layer("a", "a"u8);
        var b = TestImages.Layer("b", "b"u8);
        var saved = await new ArchiveImageStore(_folder["app.tar"]).SaveAsync(TestImages.Of(b, a, b), App, []);
        var archive = await TestArchive.ReadAsync(_folder["app.tar"]);
        Assert.Equal(
            [
                "oci-layout", "index.json", "manifest.json", "blobs/", "blobs/sha256/", $"blobs/sha256/{saved.ImageId.Hex}",
                $"blobs/sha256/{saved.ManifestDigest!.Hex}", $"blobs/sha256/{b.Descriptor!.Digest.Hex}",
                $"blobs/sha256/{a.Descriptor!.Digest.Hex}",
            ],
            archive.Names);
        var found = await new ArchiveImageStore(_folder["app.tar"]).FindAsync(App);
        Assert.Equal([b.DiffId, a.DiffId, b.DiffId], found!.Layers.Select(layer => layer.DiffId));
    }

    [Fact]
    public async Task An_image_is_found_by_each_of_its_names_and_by_its_digest()
    {
        var store = new ArchiveImageStore(_folder["app.tar"]);
        var other = ImageReference.Parse("registry.example:5000/team/app:2");
        var saved = await store.SaveAsync(TestImages.Of(TestImages.Layer("a", "a"u8)), App, [other, App]);
        foreach (var name in new[] { App, other, App.WithDigest(saved.ManifestDigest!) })
        {
            Assert.Equal(saved.Identifier, (await store.FindAsync(name))!.Identifier);
            Assert.True((await store.CheckReadAsync(name)).Allowed);
        }

        var archive = await TestArchive.ReadAsync(store.File);
        Assert.Contains("\"RepoTags\":[\"app:latest\",\"registry.example:5000/team/app:2\"]", archive.TextOf("manifest.json"), StringComparison.Ordinal);
        Assert.Contains("\"org.opencontainers.image.ref.name\":\"app:latest\"", archive.TextOf("index.json"), StringComparison.Ordinal);
        Assert.Null(await store.FindAsync(ImageReference.Parse("other")));
        Assert.Null(await store.FindAsync(ImageReference.Parse("team/app:latest")));
        Assert.Null(await store.FindAsync(App.WithDigest(Digest.Empty)));
        Assert.False((await store.CheckReadAsync(ImageReference.Parse("other"))).Allowed);
    }

    [Fact]
    public async Task The_names_in_an_archive_can_be_read()
    {
        var store = new ArchiveImageStore(_folder["app.tar"]);
        Assert.Empty(await store.ReadNamesAsync());
        await store.SaveAsync(TestImages.Of(TestImages.Layer("a", "a"u8)), App, [ImageReference.Parse("registry.example/app:2")]);
        Assert.Equal(["docker.io/library/app:latest", "registry.example/app:2"], await store.ReadNamesAsync());

        (await TestArchive.ReadAsync(store.File)).Remove("index.json").Write(store.File);
        Assert.Equal(["app:latest", "registry.example/app:2"], await store.ReadNamesAsync());
    }

    [Theory]
    [InlineData("app", "app:latest", "docker.io/library/app:latest")]
    [InlineData("team/app:1", "team/app:1", "docker.io/team/app:1")]
    [InlineData("localhost/app:1", "localhost/app:1", "localhost/app:1")]
    [InlineData("registry.example/app:1", "registry.example/app:1", "registry.example/app:1")]
    public async Task Names_are_those_that_other_tools_use(string name, string familiar, string full)
    {
        var store = new ArchiveImageStore(_folder["app.tar"]);
        var reference = ImageReference.Parse(name);
        await store.SaveAsync(TestImages.Of(TestImages.Layer("a", "a"u8)), reference, []);
        var archive = await TestArchive.ReadAsync(store.File);
        Assert.Contains($"\"RepoTags\":[\"{familiar}\"]", archive.TextOf("manifest.json"), StringComparison.Ordinal);
        Assert.Contains(
            $"\"io.containerd.image.name\":\"{full}\",\"org.opencontainers.image.ref.name\":\"{familiar}\"",
            archive.TextOf("index.json"),
            StringComparison.Ordinal);
        Assert.NotNull(await store.FindAsync(reference));
        archive.Remove("index.json").Write(store.File);
        Assert.NotNull(await store.FindAsync(reference));
    }

    [Fact]
    public async Task A_single_image_without_a_name_has_any_name()
    {
        var store = new ArchiveImageStore(_folder["app.tar"]);
        await store.SaveAsync(TestImages.Of(TestImages.Layer("a", "a"u8)), App, []);
        var archive = await TestArchive.ReadAsync(store.File);
        var index = archive.TextOf("index.json");
        var nameless = index[..index.IndexOf(",\"annotations\"", StringComparison.Ordinal)] + "}]}";
        archive.Replace("index.json", nameless).Write(store.File);
        Assert.NotNull(await store.FindAsync(ImageReference.Parse("what.ever/you:like")));
    }

    [Fact]
    public async Task There_is_no_image_where_there_is_no_file()
    {
        var store = new ArchiveImageStore(_folder["none/app.tar"]);
        Assert.Null(await store.FindAsync(App));
        Assert.False((await store.CheckReadAsync(App)).Allowed);
        Assert.True((await store.CheckWriteAsync(App)).Allowed);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task An_image_replaces_the_one_whose_layers_it_uses()
    {
        var store = new ArchiveImageStore(_folder["app.tar"]);
        var bottom = TestImages.RandomLayer("a", 200_000);
        await store.SaveAsync(TestImages.Of(bottom), App, []);
        var first = await store.FindAsync(App);
        var top = TestImages.Layer("top", "top"u8);
        await store.SaveAsync(NewImage.From(first!) with { Layers = [top, .. first!.Layers] }, App, []);

        var second = await store.FindAsync(App);
        Assert.Equal(await TestImages.ReadAsync(bottom.Blob!), await TestImages.ReadAsync(second!.Layers[1].Blob!));

        // The first image is no longer where it was, and that is noticed.
        var fault = await Assert.ThrowsAsync<OciException>(() => TestImages.ReadAsync(first.Layers[0].Blob!));
        Assert.Equal(OciErrors.ContentMismatch, fault.Code);
        Assert.Contains(store.File, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layer_that_only_a_daemon_has_is_refused()
    {
        var store = new ArchiveImageStore(_folder["app.tar"]);
        var layer = TestImages.Layer("a", "a"u8);
        var fault = await Assert.ThrowsAsync<OciException>(
            () => store.SaveAsync(TestImages.Of(layer with { Descriptor = null, Blob = null, Tar = layer.Blob }), App, []));
        Assert.Equal(OciErrors.IncompleteImage, fault.Code);
        fault = await Assert.ThrowsAsync<OciException>(() => store.SaveAsync(TestImages.Of(layer with { Blob = null }), App, []));
        Assert.Equal(OciErrors.MissingBlob, fault.Code);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_name_with_a_digest_is_refused()
    {
        var store = new ArchiveImageStore(_folder["app.tar"]);
        var fault = await Assert.ThrowsAsync<OciException>(
            () => store.SaveAsync(TestImages.Of(), App, [App.WithDigest(Digest.Empty)]));
        Assert.Equal(OciErrors.InvalidReference, fault.Code);
    }

    [Fact]
    public async Task A_folder_or_a_device_is_not_replaced()
    {
        foreach (var path in new[] { _folder.Path, "/dev/null", "/dev/null/app.tar", "/proc/none/app.tar" })
        {
            var store = new ArchiveImageStore(path);
            Assert.False((await store.CheckWriteAsync(App)).Allowed && path != "/proc/none/app.tar");
            var fault = await Assert.ThrowsAsync<OciException>(() => store.SaveAsync(TestImages.Of(), App, []));
            Assert.Equal(OciErrors.UnwritableArchive, fault.Code);
            Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        }
    }
}
