using Buildpacks.Net.Caching;
using Buildpacks.Net.Export;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Tests.Export;

namespace Buildpacks.Net.Tests.Caching;

public sealed class KeepingLayersInFolders : IDisposable
{
    private readonly ExportWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_committed_folder_holds_the_tar_of_each_cached_layer_and_a_document()
    {
        _work.WriteLayer("kept", "x", "cache");
        _work.WriteLayer("both", "y", "launch", "cache");
        _work.WriteLayer("not", "z", "launch");
        var result = await ExportAsync();

        var cached = result.Layers.Where(layer => layer.InCache).ToList();
        Assert.Equal(["acme/tool:both", "acme/tool:kept"], cached.Select(layer => layer.Identifier).Order());
        foreach (var layer in cached)
        {
            var tar = await File.ReadAllBytesAsync($"{_work.Committed}/{layer.DiffId}.tar", TestContext.Current.CancellationToken);
            Assert.Equal(layer.DiffId, Digest.Sha256(tar));
        }

        Assert.Equal(3, Directory.GetFiles(_work.Committed).Length);
        Assert.EndsWith("}]}\n", await DocumentAsync(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_work["cache/staging"]));
    }

    [Fact]
    public async Task An_unchanged_layer_is_not_written_again()
    {
        _work.WriteLayer("kept", "x", "cache");
        await ExportAsync();
        var before = Inode();
        await ExportAsync();

        Assert.Equal(before, Inode());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_damaged_layer_is_written_anew(bool isGone)
    {
        _work.WriteLayer("kept", "x", "cache");
        await ExportAsync();
        var tar = Tar();
        var good = await File.ReadAllBytesAsync(tar, TestContext.Current.CancellationToken);
        if (isGone)
        {
            File.Delete(tar);
        }
        else
        {
            await File.WriteAllBytesAsync(tar, [.. good.Select(b => (byte)~b)], TestContext.Current.CancellationToken);
        }

        await ExportAsync();
        Assert.Equal(good, await File.ReadAllBytesAsync(tar, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_tar_of_another_lifecycle_is_verified_and_taken_over()
    {
        _work.WriteLayer("kept", "x", "cache");
        await ExportAsync();
        File.SetLastWriteTimeUtc(Tar(), DateTime.UtcNow);
        var before = Inode();
        await ExportAsync();

        Assert.Equal(before, Inode());
    }

    [Fact]
    public async Task A_layer_that_went_leaves_the_cache()
    {
        _work.WriteLayer("kept", "x", "cache");
        await ExportAsync();
        _work.Clean();
        await ExportAsync();

        Assert.Single(Directory.GetFiles(_work.Committed));
    }

    [Fact]
    public async Task A_state_set_aside_by_an_interrupted_commit_comes_back()
    {
        _work.WriteLayer("kept", "x", "cache");
        await ExportAsync();
        Directory.Move(_work.Committed, _work["cache/committed-backup"]);
        Directory.CreateDirectory(_work["cache/staging"]);
        var metadata = await new VolumeCache(_work["cache"]).OpenAsync(TestContext.Current.CancellationToken);

        Assert.Single(metadata.Buildpacks[0].Layers);
        Assert.False(Directory.Exists(_work["cache/committed-backup"]));
    }

    [Fact]
    public async Task Leftovers_of_killed_builds_are_cleared_away()
    {
        _work.Write("cache/staging/deep/file", "");
        _work.Write("cache/committed-backup/file", "");
        _work.Write("cache/committed/other.tar", "");
        await ExportAsync();

        Assert.Equal([_work.Committed], Directory.GetFileSystemEntries(_work["cache"]));
        Assert.Single(Directory.GetFiles(_work.Committed));
    }

    [Fact]
    public async Task An_update_that_is_not_committed_changes_nothing()
    {
        _work.WriteLayer("kept", "x", "cache");
        await ExportAsync();
        var document = await DocumentAsync();
        var cache = new VolumeCache(_work["cache"]);
        await cache.OpenAsync(TestContext.Current.CancellationToken);
        await using (var update = await cache.BeginUpdateAsync(TestContext.Current.CancellationToken))
        {
            using var tar = update.StageTar();
            tar.Write("half"u8);
        }

        Assert.Equal(document, await DocumentAsync());
        Assert.False(Directory.Exists(_work["cache/staging"]));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_no_failure_once_the_image_is_saved()
    {
        _work.WriteLayer("kept", "x", "cache");
        var result = await _work.ExportAsync(await _work.InputsAsync() with { Cache = new FailingCache() });

        Assert.Contains("full", result.CacheProblem, StringComparison.Ordinal);
        Assert.NotNull(await _work.AppAsync());
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_a_fault_before_anything_is_written()
    {
        var inputs = await _work.InputsAsync() with { Cache = new VolumeCache(_work["none"]) };
        Assert.Equal(CacheFault.Unusable, (await Assert.ThrowsAsync<LifecycleException>(() => _work.ExportAsync(inputs))).Code);
        Assert.Null(await _work.AppAsync());
    }

    private async Task<ExportResult> ExportAsync() => await _work.ExportAsync(await _work.CachingInputsAsync());

    private string Tar() => Directory.GetFiles(_work.Committed, "*.tar").Single();

    private ulong Inode() => Shared.PosixFile.StatusOfLink(Tar()).Inode;

    private Task<string> DocumentAsync() =>
        File.ReadAllTextAsync($"{_work.Committed}/{CacheMetadata.Name}", TestContext.Current.CancellationToken);
}
