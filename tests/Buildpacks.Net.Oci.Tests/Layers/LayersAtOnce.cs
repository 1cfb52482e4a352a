using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Oci.Layers.Deflate;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Oci.Tests.Layers;

public sealed class LayersAtOnce : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 16L << 30, 4)]
    [InlineData(2, 16L << 30, 6)]
    [InlineData(64, 64L << 30, 40)]
    [InlineData(64, 128L << 20, 8)]
    [InlineData(2, 64L << 20, 4)]
    [InlineData(4, 1L << 20, 1)]
    public void Memory_for_compressing_follows_processors_and_what_memory_there_is(int processors, long memory, int chunks) =>
        Assert.Equal(chunks, ChunkPool.CountFor(processors, memory));

    [Fact]
    public async Task More_layers_than_there_is_memory_for_wait_for_each_other_and_are_the_same()
    {
        Directory.CreateDirectory(_folder["tree"]);
        await File.WriteAllBytesAsync(_folder["tree/file"], Deflate.MadeUpContent.Text(5_000_000, 3), TestContext.Current.CancellationToken);
        var writer = new LayerWriter();
        var layers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => writer.WriteAsync(
            new DirectoryLayerContent(_folder["tree"]), _folder[$"layer-{i}"], null, TestContext.Current.CancellationToken)));
        Assert.Single(layers.Select(layer => layer.Digest).Distinct());
        Assert.Equal(layers[0].Digest, Digest.Sha256(await File.ReadAllBytesAsync(layers[0].Path, TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("gzip", "-dc")]
    [InlineData("pigz", "-dc")]
    [Trait("needs", "pigz")]
    public async Task Other_programs_inflate_them(string program, string flag)
    {
        Directory.CreateDirectory(_folder["tree"]);
        await File.WriteAllBytesAsync(_folder["tree/file"], Deflate.MadeUpContent.Text(2_000_000, 4), TestContext.Current.CancellationToken);
        foreach (var level in Enum.GetValues<LayerCompressionLevel>())
        {
            var layer = await new LayerWriter(new GzipLayerCompressor(level)).WriteAsync(
                new DirectoryLayerContent(_folder["tree"]), _folder["layer"], null, TestContext.Current.CancellationToken);
            var sum = await TestKit.Processes.Command.RunAsync("sh", "-c", $"{program} {flag} < {layer.Path} | sha256sum");
            Assert.StartsWith(layer.DiffId.Hex, sum, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("needs", "umoci")]
    public async Task Umoci_unpacks_them()
    {
        var content = Deflate.MadeUpContent.Text(2_000_000, 5);
        Directory.CreateDirectory(_folder["tree"]);
        await File.WriteAllBytesAsync(_folder["tree/file"], content, TestContext.Current.CancellationToken);
        foreach (var level in Enum.GetValues<LayerCompressionLevel>())
        {
            var layer = await new LayerWriter(new GzipLayerCompressor(level)).WriteAsync(
                new DirectoryLayerContent(_folder["tree"]) { ArchivePath = "/tree" }, _folder["layer"], null, TestContext.Current.CancellationToken);
            var image = new NewImage { Config = new ImageConfig { Os = "linux", Architecture = "amd64" }, Layers = [layer.ToImageLayer()] };
            await new OciLayout(_folder["image"]).SaveAsync(image, [$"{level}"], cancellationToken: TestContext.Current.CancellationToken);
            await TestKit.Processes.Command.RunAsync("umoci", "unpack", "--rootless", "--image", $"{_folder["image"]}:{level}", _folder[$"bundle-{level}"]);
            Assert.Equal(content, await File.ReadAllBytesAsync(_folder[$"bundle-{level}/rootfs/tree/file"], TestContext.Current.CancellationToken));
        }
    }
}
