using Buildpacks.Net.Oci;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Restore;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Tests.Export;

/// <summary>Disks that are full: one clear fault, and what was there before is still there.</summary>
[Trait("needs", "container")]
public sealed class FullDisks : IDisposable
{
    private const int Kibibytes = 512;
    private readonly ExportWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Without_room_for_layers_there_is_no_image_and_nothing_is_left()
    {
        await using var disk = await SmallDisk.MountAsync(_work["spool"], Kibibytes);
        _work.WriteLayer("a", Noise(), "launch", "cache");
        var fault = await Assert.ThrowsAsync<LifecycleException>(async () => await _work.ExportAsync(await _work.CachingInputsAsync()));

        Assert.Equal((OciErrors.UnwritableSpool, FailureKind.Export), (fault.Code, fault.Kind));
        Assert.Contains("No space left on device", fault.Message, StringComparison.Ordinal);
        Assert.Contains("make room", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(disk.Path));
        Assert.Null(await _work.AppAsync());
        Assert.False(File.Exists(_work["report.toml"]));
        Assert.Empty(Directory.GetFileSystemEntries(_work.Committed));
    }

    [Fact]
    public async Task Without_room_for_the_cache_the_image_is_saved_and_the_cache_stays_as_it_was()
    {
        await using var disk = await SmallDisk.MountAsync(_work["cache"], Kibibytes);
        _work.WriteLayer("a", "small", "launch", "cache");
        await _work.ExportAsync(await _work.CachingInputsAsync());
        var before = Directory.GetFileSystemEntries(disk.Path, "*", SearchOption.AllDirectories);

        disk.Fill();
        await _work.AnalyzedAsync();
        _work.WriteLayer("a", Noise(), "launch", "cache");
        var result = await _work.ExportAsync(await _work.CachingInputsAsync());

        Assert.Contains("No space left on device", result.CacheProblem, StringComparison.Ordinal);
        Assert.Equal(result.Image.Identifier, (await _work.AppAsync())!.Identifier);
        File.Delete($"{disk.Path}/filling");
        Assert.Equal(before, Directory.GetFileSystemEntries(disk.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Without_room_in_the_layout_the_last_image_stays()
    {
        await using var disk = await SmallDisk.MountAsync(_work["images"], Kibibytes);
        var first = await _work.ExportAsync();
        var before = Directory.GetFiles(disk.Path, "*", SearchOption.AllDirectories);
        await _work.AnalyzedAsync();
        _work.WriteLayer("a", Noise(), "launch");
        File.Delete(_work["report.toml"]);
        var fault = await Assert.ThrowsAsync<LifecycleException>(() => _work.ExportAsync());

        Assert.Equal(FailureKind.Export, fault.Kind);
        Assert.Contains("No space left on device", fault.Message, StringComparison.Ordinal);
        Assert.Contains(_work["images/a.test/app/latest"], fault.Message, StringComparison.Ordinal);
        Assert.Equal(first.Image.Identifier, (await _work.AppAsync())!.Identifier);
        Assert.DoesNotContain(Directory.GetFiles(disk.Path, "*", SearchOption.AllDirectories), file => Path.GetFileName(file).StartsWith('.'));
        Assert.Subset(Directory.GetFiles(disk.Path, "*", SearchOption.AllDirectories).ToHashSet(), before.ToHashSet());
        Assert.False(File.Exists(_work["report.toml"]));
    }

    [Fact]
    public async Task Without_room_in_the_layers_folder_a_restore_says_so_and_leaves_no_part_of_a_layer()
    {
        _work.WriteLayer("a", Noise(), "build", "cache");
        await _work.ExportAsync(await _work.CachingInputsAsync());
        await _work.AnalyzedAsync();
        _work.Clean();
        await using var disk = await SmallDisk.MountAsync(_work.LayersFolder, Kibibytes);
        var fault = await Assert.ThrowsAsync<LifecycleException>(() => _work.RestoreAsync());

        Assert.Equal(RestoreFault.NotPossible, fault.Code);
        Assert.Contains("No space left on device", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(disk.Path), path => Path.GetFileName(path).StartsWith(".restore-", StringComparison.Ordinal));
        Assert.False(Directory.Exists($"{disk.Path}/acme_tool/a"));
    }

    // Nothing makes this smaller.
    private static string Noise() => Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(1_000_000));
}
