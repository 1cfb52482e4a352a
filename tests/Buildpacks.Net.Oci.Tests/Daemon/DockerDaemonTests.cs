using System.IO.Compression;
using System.Text.Json;
using Buildpacks.Net.Oci.Daemon;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Tests.Registry;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Daemons;

namespace Buildpacks.Net.Oci.Tests.Daemon;

/// <summary>Against a real daemon.</summary>
[Trait("needs", "dockerd")]
public sealed class DockerDaemonTests
{
    [Fact]
    public async Task Loads_an_image_and_builds_on_it_without_sending_its_layers()
    {
        await using var daemon = await DockerDaemon.StartAsync();
        using var spool = new TemporaryFolder();
        using var store = new DockerDaemonImageStore(new DaemonOptions { Host = daemon.Host, SpoolDirectory = spool.Path });
        await store.PingAsync();
        var run = ImageReference.Parse("test.local/run:1");
        Assert.Null(await store.FindAsync(run));
        Assert.False((await store.CheckReadAsync(run)).Allowed);
        Assert.True((await store.CheckWriteAsync(run)).Allowed);

        var layers = new[] { TestImages.RandomLayer("a", 300_000), TestImages.Layer("b", "b"u8) };
        var first = await store.SaveAsync(TestImages.Of(layers), run, []);
        var found = await store.FindAsync(run);
        Assert.Equal(first.Identifier, found!.Identifier);
        Assert.Equal(64, first.Identifier.Length);
        Assert.Equal(first.Identifier, (await store.FindAsync(ImageReference.Parse(first.Identifier)))!.Identifier);
        Assert.Equal(layers.Select(layer => layer.DiffId), found.Config.DiffIds);
        Assert.Equal("tests", found.Config.GetLabel("made.for"));

        await BuildsOnItAsync(daemon, store, found);
        await GivesOutLayersAsync(found, layers, spool);
        await SendsAllWhereTheOrderIsAnotherAsync(daemon, store, found);
    }

    [Fact]
    public async Task A_daemon_that_is_not_there_is_one_clear_error()
    {
        using var store = new DockerDaemonImageStore(new DaemonOptions { Host = "unix:///nowhere/docker.sock" });
        var fault = await Assert.ThrowsAsync<OciException>(() => store.PingAsync());
        Assert.Equal(DaemonErrors.Unreachable, fault.Code);
        Assert.Contains("/nowhere/docker.sock", fault.Message, StringComparison.Ordinal);
        Assert.False((await store.CheckWriteAsync(ImageReference.Parse("app"))).Allowed);
        Assert.Equal(DaemonErrors.InvalidHost, Assert.Throws<OciException>(() => new DockerDaemonImageStore(new DaemonOptions { Host = "ssh://x" })).Code);
    }

    private static async Task BuildsOnItAsync(DockerDaemon daemon, DockerDaemonImageStore store, Image run)
    {
        var top = TestImages.Layer("top", "top"u8);
        var app = ImageReference.Parse("test.local/app:1");
        var saved = await store.SaveAsync(
            NewImage.From(run) with { Layers = [.. run.Layers, top] }, app, [ImageReference.Parse("other.local/app:2"), ImageReference.Parse("app")]);
        Assert.Equal(saved.ImageId.Hex, saved.Identifier);
        foreach (var name in new[] { "test.local/app:1", "other.local/app:2", "app:latest" })
        {
            using var inspected = JsonDocument.Parse(await daemon.RunAsync("image", "inspect", name));
            Assert.Equal(saved.ImageId.ToString(), inspected.RootElement[0].GetProperty("Id").GetString());
            Assert.Equal(3, inspected.RootElement[0].GetProperty("RootFS").GetProperty("Layers").GetArrayLength());
        }
    }

    private static async Task GivesOutLayersAsync(Image found, ImageLayer[] layers, TemporaryFolder spool)
    {
        for (var i = 0; i < layers.Length; i++)
        {
            await using var ours = await found.Layers[i].OpenTarAsync();
            using var expected = new MemoryStream();
            await using (var gzip = new GZipStream(new MemoryStream(await TestImages.ReadAsync(layers[i].Blob!)), CompressionMode.Decompress))
            {
                await gzip.CopyToAsync(expected);
            }

            using var actual = new MemoryStream();
            await ours.CopyToAsync(actual);
            Assert.Equal(expected.ToArray(), actual.ToArray());
        }

        Assert.Empty(Directory.GetFileSystemEntries(spool.Path));
    }

    private static async Task SendsAllWhereTheOrderIsAnotherAsync(DockerDaemon daemon, DockerDaemonImageStore store, Image run)
    {
        var turned = NewImage.From(run) with { Layers = [run.Layers[1], run.Layers[0]] };
        await store.SaveAsync(turned, ImageReference.Parse("test.local/turned"), []);
        var container = (await daemon.RunAsync("create", "test.local/turned")).Trim();
        using var folder = new TemporaryFolder();
        await daemon.RunAsync("cp", $"{container}:/b", folder["b"]);
        Assert.Equal("b", await File.ReadAllTextAsync(folder["b"]));
    }
}
