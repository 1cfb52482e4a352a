using System.Formats.Tar;
using Buildpacks.Net.Caching;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Restore;
using Buildpacks.Net.Tests.Export;

namespace Buildpacks.Net.Tests.Restore;

public sealed class RestoringLayers : IDisposable
{
    private readonly ExportWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Cached_layers_come_back_with_content_and_metadata_but_without_types()
    {
        await BuildAsync(("kept", "x", ["cache", "build"]));
        var result = await _work.RestoreAsync();

        Assert.Equal("x", await ReadAsync("kept/file"));
        Assert.Equal("[metadata]\n  v = 1\n", await ReadAsync("kept.toml"));
        Assert.Equal(RestoreOutcome.Restored, Assert.Single(result.Layers).Outcome);
        Assert.Empty(Directory.GetFileSystemEntries(_work.LayersFolder, ".restore-*"));
    }

    [Fact]
    public async Task Layers_of_the_image_only_come_back_as_metadata()
    {
        await BuildAsync(("run", "x", ["launch"]), ("again", "y", ["launch", "build"]));
        var result = await _work.RestoreAsync();

        Assert.True(Exists("run.toml"));
        Assert.False(Exists("run"));
        Assert.False(Exists("again.toml"));
        Assert.Equal(RestoreOutcome.MetadataOnly, Assert.Single(result.Layers).Outcome);
    }

    [Fact]
    public async Task The_data_of_buildpacks_comes_back_even_where_layers_are_skipped()
    {
        _work.Write("layers/acme_tool/store.toml", "[metadata]\nlast = 9007199254740993\n");
        await BuildAsync(("kept", "x", ["cache"]));
        await _work.RestoreAsync(skipLayers: true);

        Assert.Equal("[metadata]\n  last = 9007199254740993\n", await ReadAsync("store.toml"));
        Assert.False(Exists("kept.toml"));
    }

    [Theory]
    [InlineData("0.13", false)]
    [InlineData("0.14", true)]
    public async Task Launch_layers_that_the_image_lacks_come_back_from_the_cache_since_0_14(string api, bool comesBack)
    {
        await BuildAsync(("both", "x", ["launch", "cache"]));
        File.Delete(_work["analyzed.toml"]);
        Directory.Delete(_work["images"], recursive: true);
        await _work.RestoreAsync(api);

        Assert.Equal(comesBack, Exists("both/file"));
    }

    [Fact]
    public async Task A_layer_whose_content_is_not_that_of_the_image_is_removed()
    {
        await BuildAsync(("both", "x", ["launch", "cache"]));
        var cached = Directory.GetFiles(_work.Committed, "*.tar").Single();
        var document = $"{_work.Committed}/{CacheMetadata.Name}";
        var old = Path.GetFileNameWithoutExtension(cached);
        await File.WriteAllTextAsync(document, (await File.ReadAllTextAsync(document, Token)).Replace(old, Digest.Empty.ToString(), StringComparison.Ordinal), Token);
        var result = await _work.RestoreAsync();

        Assert.Equal(RestoreOutcome.Dropped, Assert.Single(result.Layers).Outcome);
        Assert.False(Exists("both.toml"));
    }

    [Theory]
    [InlineData("flip")]
    [InlineData("cut")]
    [InlineData("empty")]
    [InlineData("missing")]
    [InlineData("folder")]
    public async Task A_damaged_layer_is_dropped_whole_and_the_others_come_back(string damage)
    {
        await BuildAsync(("bad", "x", ["cache"]), ("good", "y", ["cache"]));
        var tar = TarOf("bad");
        var bytes = await File.ReadAllBytesAsync(tar, Token);
        File.Delete(tar);
        switch (damage)
        {
            case "flip":
                bytes[^1500] ^= 1;
                await File.WriteAllBytesAsync(tar, bytes, Token);
                break;
            case "cut":
                await File.WriteAllBytesAsync(tar, bytes[..^700], Token);
                break;
            case "empty":
                await File.WriteAllBytesAsync(tar, [], Token);
                break;
            case "folder":
                Directory.CreateDirectory(tar);
                break;
        }

        var result = await _work.RestoreAsync();
        Assert.False(Exists("bad"));
        Assert.False(Exists("bad.toml"));
        Assert.Equal("y", await ReadAsync("good/file"));
        Assert.Contains(result.Layers, layer => layer is { Identifier: "acme/tool:bad", Outcome: RestoreOutcome.Dropped, Reason: not null });
        Assert.Contains(_work.Log.Lines(), line => line.StartsWith("Skipping restore for layer acme/tool:bad", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("through a link")]
    [InlineData("over a link")]
    [InlineData("up")]
    [InlineData("elsewhere")]
    [InlineData("hard link")]
    public async Task A_layer_that_leads_out_of_its_place_is_dropped(string way)
    {
        _work.Write("victim", "untouched");
        Keep("evil", tar =>
        {
            var place = $"{_work.LayersFolder}/acme_tool/evil";
            Add(tar, place, TarEntryType.Directory);
            switch (way)
            {
                case "through a link":
                    Add(tar, $"{place}/out", TarEntryType.SymbolicLink, _work.Path);
                    Add(tar, $"{place}/out/victim", TarEntryType.RegularFile);
                    break;
                case "over a link":
                    Add(tar, $"{place}/out", TarEntryType.SymbolicLink, _work["victim"]);
                    Add(tar, $"{place}/out", TarEntryType.RegularFile);
                    break;
                case "up":
                    Add(tar, $"{place}/../../../victim", TarEntryType.RegularFile);
                    break;
                case "elsewhere":
                    Add(tar, _work["victim"], TarEntryType.RegularFile);
                    break;
                default:
                    Add(tar, $"{place}/out", TarEntryType.HardLink, _work["victim"]);
                    break;
            }
        });
        await _work.RestoreAsync();

        Assert.Equal("untouched", await File.ReadAllTextAsync(_work["victim"], Token));
        Assert.False(Exists("evil"));
        Assert.False(Exists("evil.toml"));
    }

    [Fact]
    public async Task Hard_links_and_modes_come_back()
    {
        var place = $"{_work.LayersFolder}/acme_tool/links";
        Keep("links", tar =>
        {
            Add(tar, place, TarEntryType.Directory);
            Add(tar, $"{place}/locked", TarEntryType.Directory, mode: 0x16D);
            Add(tar, $"{place}/locked/file", TarEntryType.RegularFile, mode: 0x1C0);
            Add(tar, $"{place}/twin", TarEntryType.HardLink, $"{place}/locked/file");
        });
        await _work.RestoreAsync();

        Assert.Equal(Shared.PosixFile.StatusOfLink($"{place}/twin").Inode, Shared.PosixFile.StatusOfLink($"{place}/locked/file").Inode);
        Assert.Equal(0x16Du, Shared.PosixFile.StatusOfLink($"{place}/locked").Permissions);
        Assert.Equal(0x1C0u, Shared.PosixFile.StatusOfLink($"{place}/twin").Permissions);
    }

    [Fact]
    public async Task Pipes_come_back()
    {
        var place = $"{_work.LayersFolder}/acme_tool/special";
        Keep("special", tar =>
        {
            Add(tar, place, TarEntryType.Directory);
            Add(tar, $"{place}/pipe", TarEntryType.Fifo);
        });

        await _work.RestoreAsync();

        Assert.Equal(Shared.PosixFileType.Fifo, Shared.PosixFile.StatusOfLink($"{place}/pipe").Type);
    }

    [Fact]
    public async Task What_is_there_already_stays_unless_the_layer_has_it_too()
    {
        await BuildAsync(("kept", "new", ["cache"]));
        _work.Write("layers/acme_tool/kept/file", "old");
        _work.Write("layers/acme_tool/kept/extra", "stays");
        await _work.RestoreAsync();

        Assert.Equal("new", await ReadAsync("kept/file"));
        Assert.Equal("stays", await ReadAsync("kept/extra"));
    }

    [Fact]
    public async Task Cancelling_leaves_no_part_of_a_layer()
    {
        _work.WriteLayer("a", new string('x', 100_000), "build", "cache");
        await _work.ExportAsync(await _work.CachingInputsAsync());
        await _work.AnalyzedAsync();
        _work.Clean();
        using var stop = new CancellationTokenSource();
        var cache = new StallingCache(new VolumeCache(_work["cache"]));
        var restore = _work.RestoreAsync(cache: cache, cancellationToken: stop.Token);
        await cache.Stalled.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => restore);
        Assert.False(Directory.Exists($"{_work.LayersFolder}/acme_tool/a"));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_work.LayersFolder), path => Path.GetFileName(path).StartsWith('.'));
    }

    [Fact]
    public async Task What_a_killed_restore_left_is_removed()
    {
        await BuildAsync(("kept", "x", ["cache"]));
        _work.Write("layers/.restore-dead/layers/file", "");
        await _work.RestoreAsync();

        Assert.False(Directory.Exists(_work["layers/.restore-dead"]));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("{\"buildpacks\":[{\"key\":\"acme/tool\",\"layers\":{\"kept\":{\"cache\":true}}}]}")]
    public async Task Damaged_metadata_of_the_cache_restore_nothing(string document)
    {
        await BuildAsync(("kept", "x", ["cache"]));
        await File.WriteAllTextAsync($"{_work.Committed}/{CacheMetadata.Name}", document, Token);
        await _work.RestoreAsync();

        Assert.False(Exists("kept"));
        Assert.False(Exists("kept.toml"));
    }

    [Fact]
    public async Task Bills_of_materials_come_back_beside_their_layers()
    {
        _work.Write("layers/sbom/cache/acme_tool/kept/sbom.cdx.json", "{}");
        await BuildAsync(("kept", "x", ["cache"]));
        _work.Write("layers/sbom/launch/acme_tool/a.b/sbom.spdx.json", "[]");
        _work.Write("layers/sbom/launch/acme_other/l/sbom.spdx.json", "[]");
        await _work.RestoreAsync();

        Assert.Equal("{}", await ReadAsync("kept.sbom.cdx.json"));
        Assert.Equal("[]", await ReadAsync("a.b.sbom.spdx.json"));
        Assert.False(Directory.Exists(_work["layers/sbom"]));
        Assert.False(Directory.Exists(_work["layers/acme_other"]));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Builds an image and a cache with some layers, and empties the layers folder.</summary>
    private async Task BuildAsync(params (string Name, string Content, string[] Types)[] layers)
    {
        foreach (var (name, content, types) in layers)
        {
            _work.WriteLayer(name, content, types);
        }

        await _work.ExportAsync(await _work.CachingInputsAsync());
        await _work.AnalyzedAsync();
        _work.Clean();
    }

    /// <summary>Puts a layer into the cache by hand.</summary>
    private void Keep(string name, Action<TarWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, leaveOpen: true))
        {
            write(tar);
        }

        var diffId = Digest.Sha256(bytes.ToArray());
        Directory.CreateDirectory(_work.Committed);
        File.WriteAllBytes($"{_work.Committed}/{diffId}.tar", bytes.ToArray());
        File.WriteAllText(
            $"{_work.Committed}/{CacheMetadata.Name}",
            $$$$"""{"buildpacks":[{"key":"acme/tool","layers":{"{{{{name}}}}":{"sha":"{{{{diffId}}}}","cache":true}}}]}""");
    }

    private static void Add(TarWriter tar, string name, TarEntryType type, string? link = null, int mode = 0x1ED)
    {
        var entry = new PaxTarEntry(type, name) { Mode = (UnixFileMode)mode };
        if (link is not null)
        {
            entry.LinkName = link;
        }

        tar.WriteEntry(entry);
    }

    private string TarOf(string name)
    {
        var document = CacheMetadata.TryParse(File.ReadAllBytes($"{_work.Committed}/{CacheMetadata.Name}"))!;
        return $"{_work.Committed}/{document.Buildpacks[0].Layers.Single(layer => layer.Name.Value == name).Sha}.tar";
    }

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(_work[$"layers/acme_tool/{name}"], Token);

    private bool Exists(string name) => Path.Exists(_work[$"layers/acme_tool/{name}"]);
}
