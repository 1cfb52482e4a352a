using Buildpacks.Net.Oci.Archives;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Tests.Registry;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Oci.Tests.Archives;

/// <summary>Archives with a manifest.json alone.</summary>
public sealed class DockerArchiveTests : IDisposable
{
    private static readonly ImageReference App = ImageReference.Parse("app");
    private static readonly NewImage Two = TestImages.Of(TestImages.RandomLayer("a", 300_000), TestImages.Layer("b", "b"u8));
    private readonly TemporaryFolder _folder = new();
    private readonly ArchiveImageStore _store;

    public DockerArchiveTests() => _store = new ArchiveImageStore(_folder["app.tar"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, MediaTypes.DockerLayer)]
    [InlineData(true, MediaTypes.DockerLayerGzip)]
    public async Task An_image_is_found_whether_its_layers_are_compressed_or_not(bool compressed, string mediaType)
    {
        (await TestArchive.OfDockerAsync(Two, compressed: compressed)).Write(_store.File);
        var found = await _store.FindAsync(App);
        var id = Digest.Sha256(Two.CompleteConfig().ToJson());
        Assert.Equal($"{_store.File}@{id}", found!.Identifier);
        Assert.Null(found.Manifest);
        for (var i = 0; i < 2; i++)
        {
            var layer = found.Layers[i];
            Assert.Equal(Two.Layers[i].DiffId, layer.DiffId);
            Assert.Equal(mediaType, layer.Descriptor!.MediaType);
            Assert.Equal(compressed ? Two.Layers[i].Descriptor!.Digest : layer.DiffId, layer.Descriptor.Digest);
            Assert.Equal(layer.Descriptor.Size, (await TestImages.ReadAsync(layer.Blob!)).Length);
            await using var tar = await layer.OpenTarAsync();
            await tar.CopyToAsync(Stream.Null);
        }

        var copy = new ArchiveImageStore(_folder["copy.tar"]);
        Assert.Equal(id, (await copy.SaveAsync(NewImage.From(found), App, [])).ImageId);
        Assert.NotNull(await copy.FindAsync(App));
    }

    [Theory]
    [InlineData("\"app:latest\"", "app", true)]
    [InlineData("\"docker.io/library/app:latest\"", "app", true)]
    [InlineData("\"x:1\",\"app:latest\"", "app", true)]
    [InlineData("\"app:1\"", "app", false)]
    [InlineData("", "what/ever:1", true)]
    [InlineData("\"not a name\"", "app", false)]
    public async Task Names_are_those_of_the_manifest(string tags, string name, bool there)
    {
        (await TestArchive.OfDockerAsync(Two, tags)).Write(_store.File);
        Assert.Equal(there, await _store.FindAsync(ImageReference.Parse(name)) is not null);
    }

    [Fact]
    public async Task An_image_is_found_by_the_digest_that_identifies_it()
    {
        (await TestArchive.OfDockerAsync(Two)).Write(_store.File);
        var found = await _store.FindAsync(App);
        var digest = Digest.Parse(found!.Identifier.Split('@')[1]);
        Assert.Equal(found.Identifier, (await _store.FindAsync(App.WithDigest(digest)))!.Identifier);
        Assert.Null(await _store.FindAsync(App.WithDigest(Digest.Empty)));
    }

    [Fact]
    public async Task Layers_may_be_links_to_layers()
    {
        (await TestArchive.OfDockerAsync(Two)).Rename("1/layer.tar", "kept/layer.tar").AddLink("1/layer.tar", "../kept/layer.tar").Write(_store.File);
        var found = await _store.FindAsync(App);
        await using var tar = await found!.Layers[1].OpenTarAsync();
        await tar.CopyToAsync(Stream.Null);
    }

    [Theory]
    [InlineData("""[{"Config":"config.json","RepoTags":["app"],"Layers":["0/layer.tar"]}]""", OciErrors.InvalidDocument)]
    [InlineData("""[{"Config":"config.json","RepoTags":["app"],"Layers":["0/layer.tar","2/layer.tar"]}]""", OciErrors.MissingBlob)]
    [InlineData("""[{"Config":"config.json","RepoTags":["app"],"Layers":["0/layer.tar","../../etc/passwd"]}]""", OciErrors.UnsafeArchive)]
    [InlineData("""[{"Config":"/etc/passwd","RepoTags":["app"],"Layers":[]}]""", OciErrors.UnsafeArchive)]
    [InlineData("""[{"Config":"","RepoTags":["app"],"Layers":[]}]""", OciErrors.MissingBlob)]
    [InlineData("""[{"Config":"0/layer.tar","RepoTags":["app"],"Layers":[]}]""", OciErrors.InvalidDocument)]
    [InlineData("""[{"RepoTags":5}]""", OciErrors.InvalidDocument)]
    [InlineData("""[5]""", OciErrors.InvalidDocument)]
    [InlineData("""{}""", OciErrors.InvalidDocument)]
    [InlineData("""[""", OciErrors.InvalidDocument)]
    public async Task A_manifest_that_is_wrong_about_the_archive_is_refused(string manifest, string code)
    {
        (await TestArchive.OfDockerAsync(Two)).Replace("manifest.json", manifest).Write(_store.File);
        var fault = await Assert.ThrowsAsync<OciException>(() => _store.FindAsync(App));
        Assert.Equal(code, fault.Code);
        Assert.Contains(_store.File, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_config_that_is_not_what_its_name_says_is_refused()
    {
        var archive = await TestArchive.OfDockerAsync(Two);
        var name = $"{Digest.Empty.Hex}.json";
        archive.Rename("config.json", name)
            .Replace("manifest.json", archive.TextOf("manifest.json").Replace("config.json", name, StringComparison.Ordinal))
            .Write(_store.File);
        Assert.Equal(OciErrors.ContentMismatch, (await Assert.ThrowsAsync<OciException>(() => _store.FindAsync(App))).Code);
    }

    [Fact]
    public async Task A_layer_that_is_not_the_one_of_the_config_is_noticed_when_it_is_read()
    {
        (await TestArchive.OfDockerAsync(Two)).Replace("0/layer.tar", "other").Write(_store.File);
        var found = await _store.FindAsync(App);
        await using var tar = await found!.Layers[0].OpenTarAsync();
        Assert.Equal(OciErrors.ContentMismatch, (await Assert.ThrowsAsync<OciException>(() => tar.CopyToAsync(Stream.Null))).Code);
    }
}
