using Buildpacks.Net.Cli.MachineBase;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Cli.Tests.MachineBase;

public sealed class LayerCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _log = new();

    private string Cache => _folder["cache"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_layer_is_compressed_once_and_given_out_as_files_of_their_own()
    {
        using var machine = new FakeMachine();
        using var first = await UnpackedImage.CreateAsync(machine.Root, cache: Cache);
        var entries = Directory.GetFiles(Cache);
        using var second = await UnpackedImage.CreateAsync(machine.Root, cache: Cache);

        Assert.Equal(2, entries.Length);
        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(entries.Order(), Directory.GetFiles(Cache).Order());
        foreach (var entry in entries)
        {
            File.Delete(entry);
        }

        await using var tar = await second.Image.Layers[0].OpenTarAsync();
        await tar.CopyToAsync(Stream.Null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not what it was")]
    public async Task A_damaged_entry_is_thrown_away(string content)
    {
        var (built, digest) = await KeepAsync("a");
        var entry = Assert.Single(Directory.GetFiles(Cache));
        await File.WriteAllTextAsync(entry, content);

        Assert.Null(await NewCache().TryTakeAsync(digest, _folder["taken"], CancellationToken.None));
        Assert.False(File.Exists(_folder["taken"]));
        Assert.Empty(Directory.GetFiles(Cache));
        Assert.NotNull(built);
    }

    [Fact]
    public async Task A_kept_layer_is_what_it_was()
    {
        var (built, digest) = await KeepAsync("a");

        var taken = await NewCache().TryTakeAsync(digest, _folder["taken"], CancellationToken.None);

        Assert.Equal(built with { Path = _folder["taken"] }, taken);
        Assert.Null(await NewCache().TryTakeAsync(await DigestAsync("b"), _folder["other"], CancellationToken.None));
    }

    [Fact]
    public async Task Only_the_entries_used_last_are_kept()
    {
        var time = new SteppingTime();
        var (_, first) = await KeepAsync("first", time);
        var (_, second) = await KeepAsync("second", time);
        for (var count = 3; count <= LayerCache.MostEntries; count++)
        {
            await KeepAsync($"{count}", time);
        }

        Assert.NotNull(await NewCache(time).TryTakeAsync(first, _folder["taken"], CancellationToken.None));
        await KeepAsync("one too many", time);

        Assert.Equal(LayerCache.MostEntries, Directory.GetFiles(Cache).Length);
        Assert.NotNull(await NewCache(time).TryTakeAsync(first, _folder["again"], CancellationToken.None));
        Assert.Null(await NewCache(time).TryTakeAsync(second, _folder["gone"], CancellationToken.None));
    }

    [Fact]
    public async Task What_builds_left_behind_is_removed_once_it_is_old()
    {
        Directory.CreateDirectory(Cache);
        var time = new SteppingTime();
        await File.WriteAllTextAsync(Path.Combine(Cache, ".old"), "part");
        File.SetLastWriteTimeUtc(Path.Combine(Cache, ".old"), time.GetUtcNow().UtcDateTime.AddHours(-2));
        await File.WriteAllTextAsync(Path.Combine(Cache, ".young"), "part");
        File.SetLastWriteTimeUtc(Path.Combine(Cache, ".young"), time.GetUtcNow().UtcDateTime);

        await KeepAsync("a", time);

        Assert.False(File.Exists(Path.Combine(Cache, ".old")));
        Assert.True(File.Exists(Path.Combine(Cache, ".young")));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_used_costs_time_only()
    {
        await File.WriteAllTextAsync(Cache, "a file in its place");

        var (_, digest) = await KeepAsync("a");

        Assert.Null(await NewCache().TryTakeAsync(digest, _folder["taken"], CancellationToken.None));
        Assert.NotEmpty(_log.All);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public async Task A_build_that_is_cancelled_leaves_nothing()
    {
        using var machine = new FakeMachine();
        var inputs = new MachineBaseInputs
        {
            Root = machine.Root,
            Folders = [machine.App],
            CacheDirectory = Cache,
            SpoolDirectory = _folder["spool"],
            Log = _log,
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => MachineBaseImage.AssembleAsync(inputs, new CancellationToken(canceled: true)));

        Assert.False(Path.Exists(Cache));
        Assert.False(Path.Exists(_folder["spool"]));
    }

    [Fact]
    public async Task Builds_at_the_same_time_share_a_cache()
    {
        using var machine = new FakeMachine();
        var builds = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => UnpackedImage.CreateAsync(machine.Root, cache: Cache))));

        Assert.Single(builds.Select(build => build.Digest).Distinct());
        Assert.Equal(2, Directory.GetFiles(Cache).Length);
        foreach (var build in builds)
        {
            build.Dispose();
        }
    }

    private static EntryListLayerContent Content(string text) =>
        new([LayerEntry.File("/file", 0x1A4, FileOwner.Root, System.Text.Encoding.UTF8.GetBytes(text))]);

    private static Task<LayerDigest> DigestAsync(string text) => new LayerWriter().ComputeDigestAsync(Content(text));

    private LayerCache NewCache(TimeProvider? time = null) => new(Cache, time ?? TimeProvider.System, _log);

    private async Task<(BuiltLayer Built, LayerDigest Digest)> KeepAsync(string text, TimeProvider? time = null)
    {
        var built = await new LayerWriter().WriteAsync(Content(text), _folder[$"spool-{text}"]);
        await NewCache(time).KeepAsync(built, CancellationToken.None);
        File.Delete(built.Path);
        return (built, await DigestAsync(text));
    }

    /// <summary>A clock that goes on by a minute whenever somebody looks.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now = _now.AddMinutes(1);
    }
}
