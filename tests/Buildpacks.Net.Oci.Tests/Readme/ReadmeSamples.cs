using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Oci.Registry;

namespace Buildpacks.Net.Oci.Tests.Readme;

/// <summary>The samples of the README, so that they compile. Their folders are those of a reader.</summary>
internal static class ReadmeSamples
{
    public static async Task FolderAsync()
    {
        var content = new DirectoryLayerContent("/workspace") { Options = new EntryOptions { Owner = new FileOwner(1000, 1000) } };
        var layer = await new LayerWriter().WriteAsync(content, "/tmp/app.layer");
        Console.WriteLine($"{layer.DiffId} compressed {layer.Digest}, {layer.Size} bytes");
    }

    public static async Task TarAsync()
    {
        await using var tar = File.OpenRead("/tmp/rootfs.tar");
        var layer = await new LayerWriter(new GzipLayerCompressor(LayerCompressionLevel.Best)).WriteTarAsync(tar, "/tmp/base.layer");
        Console.WriteLine($"{layer.DiffId} compressed {layer.Digest}, {layer.Size} bytes");
    }

    public static async Task ImageAsync()
    {
        using var images = new RegistryImageStore();
        var run = await images.FindAsync(ImageReference.Parse("registry.example/base/run:2"))
            ?? throw new InvalidOperationException("there is no run image");
        var layer = await new LayerWriter().WriteAsync(
            new DirectoryLayerContent("/workspace"), "/tmp/app.layer");
        var image = NewImage.From(run) with { Layers = [.. run.Layers, layer.ToImageLayer()] };
        var saved = await images.SaveAsync(image, ImageReference.Parse("registry.example/team/app"), []);
        Console.WriteLine(saved.Identifier);
    }
}
