using System.Buffers.Binary;
using System.Text;
using Buildpacks.Net.Oci.Archives;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Oci.Tests.Registry;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Oci.Tests.Archives;

/// <summary>Whatever an archive holds: one clear error that names the file, and never more than a little memory.</summary>
public sealed class HostileArchiveTests : IDisposable
{
    private static readonly ImageReference App = ImageReference.Parse("app");
    private static readonly ImageLayer Layer = TestImages.Layer("a", "a"u8);
    private readonly TemporaryFolder _folder = new();
    private readonly ArchiveImageStore _store;

    public HostileArchiveTests() => _store = new ArchiveImageStore(_folder["app.tar"]);

    private static string LayerPlace => $"blobs/sha256/{Layer.Descriptor!.Digest.Hex}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_archive_that_is_cut_off_anywhere_is_noticed()
    {
        await WriteAsync();
        var whole = await File.ReadAllBytesAsync(_store.File);

        // The two blocks at the end hold nothing.
        for (var length = 0; length <= whole.Length - 1024; length += length % 512 == 0 ? 1 : 511)
        {
            await File.WriteAllBytesAsync(_store.File, whole[..length]);
            if (length < whole.Length - 1024)
            {
                await FailsAsync(OciErrors.InvalidTar, OciErrors.InvalidArchive, OciErrors.MissingBlob);
            }
        }

        Assert.NotNull(await _store.FindAsync(App));
    }

    [Fact]
    public async Task A_large_layer_that_is_cut_off_is_noticed_without_reading_it()
    {
        await _store.SaveAsync(TestImages.Of(TestImages.RandomLayer("a", 3_000_000)), App, []);
        using (var file = File.OpenWrite(_store.File))
        {
            file.SetLength(2_000_000);
        }

        await FailsAsync(OciErrors.InvalidArchive);
    }

    [Fact]
    public async Task A_damaged_byte_is_noticed_or_harmless()
    {
        var saved = await WriteAsync();
        var whole = await File.ReadAllBytesAsync(_store.File);
        var random = new Random(7);
        for (var i = 0; i < 1500; i++)
        {
            var damaged = whole.ToArray();
            damaged[random.Next(whole.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(_store.File, damaged);
            var found = await FindUnlessDamagedAsync();
            Assert.True(found?.Manifest is null || found.Manifest.Digest == saved.ManifestDigest);
            foreach (var layer in found?.Layers ?? [])
            {
                await IsWholeOrRefusedAsync(layer);
            }
        }
    }

    [Theory]
    [InlineData("../index.json")]
    [InlineData("blobs/../../index.json")]
    [InlineData("/index.json")]
    public async Task A_name_that_leads_out_is_refused(string name)
    {
        (await ArchiveAsync()).Rename("index.json", name).Write(_store.File);
        await FailsAsync(OciErrors.UnsafeArchive);
    }

    [Theory]
    [InlineData("../secret", TarEntryType.SymbolicLink)]
    [InlineData("blobs/../../secret", TarEntryType.SymbolicLink)]
    [InlineData("/etc/hostname", TarEntryType.SymbolicLink)]
    [InlineData("/etc/hostname", TarEntryType.HardLink)]
    [InlineData("../secret", TarEntryType.HardLink)]
    [InlineData("index.json", TarEntryType.SymbolicLink)]
    [InlineData("index.json", TarEntryType.HardLink)]
    public async Task A_link_that_leads_out_or_round_is_refused(string target, TarEntryType type)
    {
        await File.WriteAllTextAsync(_folder["secret"], "{}");
        (await ArchiveAsync()).Remove("index.json").AddLink("index.json", target, type).Write(_store.File);
        await FailsAsync(OciErrors.UnsafeArchive);
    }

    [Fact]
    public async Task A_link_within_the_archive_is_followed()
    {
        (await ArchiveAsync()).Rename(LayerPlace, "blobs/layer").AddLink(LayerPlace, "../layer").Write(_store.File);
        Assert.NotNull(await _store.FindAsync(App));
    }

    [Fact]
    public async Task Names_that_start_with_a_dot_are_the_same_names()
    {
        (await ArchiveAsync()).Rename("index.json", "./index.json").Rename(LayerPlace, $"./{LayerPlace}").Write(_store.File);
        Assert.NotNull(await _store.FindAsync(App));
    }

    [Fact]
    public async Task A_file_that_is_there_twice_is_refused()
    {
        (await ArchiveAsync()).Add("index.json", "{}").Write(_store.File);
        await FailsAsync(OciErrors.InvalidArchive);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MaxValue - 511)]
    [InlineData(1L << 62)]
    public async Task A_length_beyond_all_bounds_is_refused(long size)
    {
        await WriteAsync();
        var archive = await File.ReadAllBytesAsync(_store.File);
        archive.AsSpan(124, 12).Clear();
        archive[124] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(archive.AsSpan(128), size);
        archive.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(archive.Take(512).Sum(b => b), 8)).CopyTo(archive, 148);
        await File.WriteAllBytesAsync(_store.File, archive);
        await FailsAsync(OciErrors.InvalidArchive);
    }

    [Fact]
    public async Task More_files_than_any_image_has_are_refused()
    {
        using (var file = File.Create(_store.File))
        {
            var tar = new TarWriter(file);
            for (var i = 0; i <= 64 * 1024; i++)
            {
                tar.WriteFile($"{i}", 0, new FileOwner(0, 0), []);
            }

            tar.Complete();
        }

        await FailsAsync(OciErrors.InvalidArchive);
        new TestArchive().Add(new string('x', 5000), "").Write(_store.File);
        await FailsAsync(OciErrors.InvalidArchive);
    }

    [Theory]
    [InlineData("oci-layout")]
    [InlineData("index.json")]
    [InlineData("manifest.json")]
    public async Task A_huge_document_is_refused(string name)
    {
        var archive = (await ArchiveAsync()).Replace(name, new string(' ', 5_000_000));
        (name == "manifest.json" ? archive.Remove("index.json") : archive).Write(_store.File);
        await FailsAsync(OciErrors.InvalidDocument);
    }

    [Theory]
    [InlineData("layer", OciErrors.MissingBlob)]
    [InlineData("config", OciErrors.MissingBlob)]
    [InlineData("manifest", OciErrors.MissingBlob)]
    [InlineData("oci-layout", OciErrors.MissingBlob)]
    public async Task A_missing_blob_is_named(string what, string code)
    {
        var (archive, saved) = await SavedAsync();
        var place = PlaceOf(what, saved);
        archive.Remove(place).Write(_store.File);
        Assert.Contains(place, (await FailsAsync(code)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("layer")]
    [InlineData("config")]
    [InlineData("manifest")]
    public async Task A_blob_of_another_size_is_noticed_when_the_image_is_found(string what)
    {
        var (archive, saved) = await SavedAsync();
        var place = PlaceOf(what, saved);
        archive.Replace(place, archive.TextOf(place) + "x").Write(_store.File);
        await FailsAsync(OciErrors.ContentMismatch);
    }

    [Fact]
    public async Task A_blob_with_another_digest_is_noticed_when_it_is_read()
    {
        var (archive, saved) = await SavedAsync();
        var config = archive.TextOf(PlaceOf("config", saved));
        archive.Replace(PlaceOf("config", saved), config.Replace("tests", "tasts", StringComparison.Ordinal)).Write(_store.File);
        await FailsAsync(OciErrors.ContentMismatch);

        archive.Replace(PlaceOf("config", saved), config).Remove(LayerPlace)
            .Add(LayerPlace, new byte[Layer.Descriptor!.Size]).Write(_store.File);
        var found = await _store.FindAsync(App);
        var fault = await Assert.ThrowsAsync<OciException>(() => TestImages.ReadAsync(found!.Layers[0].Blob!));
        Assert.Equal(OciErrors.ContentMismatch, fault.Code);
        Assert.Contains(_store.File, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oci-layout", """{"imageLayoutVersion":"2.0.0"}""", OciErrors.InvalidLayout)]
    [InlineData("oci-layout", "[]", OciErrors.InvalidDocument)]
    [InlineData("index.json", "", OciErrors.InvalidDocument)]
    [InlineData("index.json", """{"schemaVersion":2,"manifests":[{"digest":"sha256:../../x"}]}""", OciErrors.InvalidDocument)]
    [InlineData("index.json", """{"schemaVersion":2,"annotations":{"\ud800":"x"}}""", OciErrors.InvalidDocument)]
    public async Task A_document_that_is_none_is_refused(string name, string content, string code)
    {
        (await ArchiveAsync()).Replace(name, content).Write(_store.File);
        await FailsAsync(code);
    }

    [Fact]
    public async Task Something_else_than_an_archive_is_refused()
    {
        await File.WriteAllTextAsync(_store.File, new string('x', 2000));
        await FailsAsync(OciErrors.InvalidTar);
        new TestArchive().Add("file", "content").Write(_store.File);
        await FailsAsync(OciErrors.InvalidArchive);
        File.Delete(_store.File);
        Directory.CreateDirectory(_store.File);
        await FailsAsync(OciErrors.InvalidArchive);
        Directory.Delete(_store.File);
        await Command.RunAsync("mkfifo", _store.File);
        await FailsAsync(OciErrors.InvalidArchive);
    }

    private static string PlaceOf(string what, SavedImage saved) => what switch
    {
        "layer" => LayerPlace,
        "config" => $"blobs/sha256/{saved.ImageId.Hex}",
        "manifest" => $"blobs/sha256/{saved.ManifestDigest!.Hex}",
        _ => what,
    };

    private Task<SavedImage> WriteAsync() => _store.SaveAsync(TestImages.Of(Layer), App, []);

    private async Task<TestArchive> ArchiveAsync() => (await SavedAsync()).Archive;

    private async Task<(TestArchive Archive, SavedImage Saved)> SavedAsync()
    {
        var saved = await WriteAsync();
        return (await TestArchive.ReadAsync(_store.File), saved);
    }

    private async Task<Image?> FindUnlessDamagedAsync()
    {
        try
        {
            return await _store.FindAsync(App);
        }
        catch (OciException fault)
        {
            Assert.Contains(_store.File, fault.Message, StringComparison.Ordinal);
            return null;
        }
    }

    private static async Task IsWholeOrRefusedAsync(ImageLayer layer)
    {
        try
        {
            await using var tar = await layer.OpenTarAsync();
            await tar.CopyToAsync(Stream.Null);
        }
        catch (OciException fault)
        {
            Assert.Equal(OciErrors.ContentMismatch, fault.Code);
        }
    }

    private async Task<OciException> FailsAsync(params string[] codes)
    {
        var fault = await Assert.ThrowsAsync<OciException>(() => _store.FindAsync(App));
        Assert.Contains(fault.Code, codes);
        Assert.Contains(_store.File, fault.Message, StringComparison.Ordinal);
        Assert.False((await _store.CheckReadAsync(App)).Allowed);
        return fault;
    }
}
