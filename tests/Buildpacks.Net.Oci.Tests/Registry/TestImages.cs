using System.IO.Compression;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;

namespace Buildpacks.Net.Oci.Tests.Registry;

/// <summary>Small images made in memory.</summary>
internal static class TestImages
{
    /// <summary>A layer with one file.</summary>
    public static ImageLayer Layer(string name, ReadOnlySpan<byte> content)
    {
        using var tar = new MemoryStream();
        var writer = new TarWriter(tar);
        writer.WriteFile($"/{name}", 0x1A4, new FileOwner(0, 0), content);
        writer.Complete();
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(tar.ToArray());
        }

        var blob = compressed.ToArray();
        return new ImageLayer(Digest.Sha256(tar.ToArray()))
        {
            Descriptor = new Descriptor(MediaTypes.OciLayerGzip, Digest.Sha256(blob), blob.Length),
            Blob = new MemoryBlob(blob),
        };
    }

    /// <summary>A layer that does not compress.</summary>
    public static ImageLayer RandomLayer(string name, int size, int seed = 1)
    {
        var content = new byte[size];
        new Random(seed).NextBytes(content);
        return Layer(name, content);
    }

    /// <summary>An image of some layers.</summary>
    public static NewImage Of(params ImageLayer[] layers) => new()
    {
        Config = new ImageConfig
        {
            Os = "linux",
            Architecture = Platform.Current.Architecture,
            Config = new ContainerConfig { Labels = new Dictionary<string, string> { ["made.for"] = "tests" }, Cmd = ["/x"] },
        },
        Layers = layers,
    };

    /// <summary>Reads a blob to its end, which verifies it.</summary>
    public static async Task<byte[]> ReadAsync(IBlobSource source)
    {
        await using var stream = await source.OpenAsync();
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}
