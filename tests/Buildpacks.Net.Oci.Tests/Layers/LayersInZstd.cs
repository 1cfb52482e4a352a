using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Oci.Tests.Layers;

public sealed class LayersInZstd : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task They_have_their_own_media_type_and_read_as_what_they_were()
    {
        var layer = await WriteAsync();
        Assert.Equal("application/vnd.oci.image.layer.v1.tar+zstd", layer.Descriptor.MediaType);
        await using var tar = await layer.ToImageLayer().OpenTarAsync(TestContext.Current.CancellationToken);
        Assert.Equal(layer.UncompressedSize, await PooledCopy.DrainAsync(tar, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Equal_layers_have_equal_bytes() => Assert.Equal((await WriteAsync()).Digest, (await WriteAsync()).Digest);

    [Theory]
    [InlineData(MediaTypeFamily.Oci)]
    [InlineData(MediaTypeFamily.Docker)]
    public async Task An_image_with_them_has_oci_media_types_throughout(MediaTypeFamily family)
    {
        var layer = await WriteAsync();
        var image = new NewImage { Config = new ImageConfig { Os = "linux", Architecture = "amd64" }, Layers = [layer.ToImageLayer()], Family = family };
        var manifest = image.Assemble().Manifest;
        Assert.Equal(MediaTypes.OciConfig, manifest.Config.MediaType);
        Assert.Equal(MediaTypes.OciLayerZstd, Assert.Single(manifest.Layers).MediaType);
    }

    [Theory]
    [InlineData("cut off")]
    [InlineData("damaged")]
    [InlineData("something else")]
    public async Task What_is_damaged_is_an_error(string how)
    {
        var layer = await WriteAsync();
        var bytes = await File.ReadAllBytesAsync(layer.Path, TestContext.Current.CancellationToken);
        bytes = how switch
        {
            "cut off" => bytes[..(bytes.Length / 2)],
            "damaged" => [.. bytes.Select((b, i) => i == bytes.Length / 2 ? (byte)(b ^ 0x55) : b)],
            _ => "no zstd at all"u8.ToArray(),
        };
        var damaged = new ImageLayer(layer.DiffId) { Descriptor = layer.Descriptor, Blob = new Unverified(bytes) };
        await using var tar = await damaged.OpenTarAsync(TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<OciException>(() => PooledCopy.DrainAsync(tar, TestContext.Current.CancellationToken));
        Assert.Equal(OciErrors.ContentMismatch, fault.Code);
    }

    [Fact]
    [Trait("needs", "skopeo")]
    public async Task Skopeo_reads_them()
    {
        var layer = await WriteAsync();
        var image = new NewImage { Config = new ImageConfig { Os = "linux", Architecture = "amd64" }, Layers = [layer.ToImageLayer()] };
        await new OciLayout(_folder["image"]).SaveAsync(image, ["a"], cancellationToken: TestContext.Current.CancellationToken);
        await Command.RunAsync("skopeo", "copy", "-q", "--dest-compress-format", "gzip", "--dest-compress", $"oci:{_folder["image"]}:a", $"dir:{_folder["copy"]}");
    }

    private async Task<BuiltLayer> WriteAsync()
    {
        Directory.CreateDirectory(_folder["tree"]);
        await File.WriteAllTextAsync(_folder["tree/file"], string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i * i} ")));
        return await new LayerWriter(new ZstdLayerCompressor()).WriteAsync(
            new DirectoryLayerContent(_folder["tree"]), _folder[$"{Guid.NewGuid():N}.layer"], null, TestContext.Current.CancellationToken);
    }

    private sealed class Unverified(byte[] bytes) : IBlobSource
    {
        public Task<Stream> OpenAsync(CancellationToken cancellationToken = default) => Task.FromResult<Stream>(new MemoryStream(bytes));
    }
}
