using Buildpacks.Net.Caching;
using Buildpacks.Net.Export;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.TestKit.Registries;
using Buildpacks.Net.Tests.Export;

namespace Buildpacks.Net.Tests.Caching;

public sealed class KeepingLayersInImages : IDisposable
{
    private readonly ExportWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    [Trait("needs", "registry")]
    public async Task An_unchanged_cache_image_stays_the_same()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var images = new RegistryImageStore();
        _work.WriteLayer("b", "x", "cache");
        _work.WriteLayer("a", "y", "cache", "launch");
        await ExportAsync(images, registry);
        var first = await FindAsync(images, registry);
        await _work.AnalyzedAsync();
        await ExportAsync(images, registry);
        var second = await FindAsync(images, registry);

        Assert.Equal(first.Identifier, second.Identifier);
        Assert.Equal(2, second.Layers.Count);
        Assert.Equal(("", "linux"), (second.Config.Architecture, second.Config.Os));
    }

    // Another lifecycle lists the layers it reuses twice. Nobody needs the second, and no build reads it.
    [Fact]
    [Trait("needs", "registry")]
    public async Task A_partly_changed_cache_image_lists_each_layer_once()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var images = new RegistryImageStore();
        _work.WriteLayer("changes", "1", "cache");
        _work.WriteLayer("stays", "x", "cache", "launch");
        await ExportAsync(images, registry);
        var first = await FindAsync(images, registry);
        await _work.AnalyzedAsync();
        _work.WriteLayer("changes", "2", "cache");
        await ExportAsync(images, registry);
        var second = await FindAsync(images, registry);

        Assert.Equal(2, second.Layers.Count);
        Assert.NotEqual(first.Layers[0].DiffId, second.Layers[0].DiffId);
        Assert.Equal(first.Layers[1].DiffId, second.Layers[1].DiffId);
    }

    [Fact]
    [Trait("needs", "registry")]
    public async Task A_cache_image_with_nothing_in_it_has_one_empty_layer()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var images = new RegistryImageStore();
        await ExportAsync(images, registry);

        var layer = Assert.Single((await FindAsync(images, registry)).Layers);
        Assert.Equal("sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef", layer.DiffId.ToString());
        Assert.Equal(MediaTypes.OciLayerGzip, layer.Descriptor!.MediaType);
    }

    [Fact]
    public async Task A_registry_that_is_not_there_is_a_fault()
    {
        using var images = new RegistryImageStore(new RegistryOptions { Retry = new RetryOptions { Attempts = 1, ConnectAttempts = 1 } });
        var cache = new ImageCache(images, ImageReference.Parse("127.0.0.1:1/cache"), _work["spool"]);
        var fault = await Assert.ThrowsAsync<LifecycleException>(() => cache.OpenAsync(TestContext.Current.CancellationToken));
        Assert.Equal(CacheFault.Unusable, fault.Code);
    }

    private async Task<ExportResult> ExportAsync(RegistryImageStore images, DockerRegistry registry) => await _work.ExportAsync(
        await _work.InputsAsync() with { Cache = new ImageCache(images, Name(registry), _work["spool"], _work.Log) });

    private static async Task<Image> FindAsync(RegistryImageStore images, DockerRegistry registry) =>
        (await images.FindAsync(Name(registry), null, TestContext.Current.CancellationToken))!;

    private static ImageReference Name(DockerRegistry registry) => ImageReference.Parse($"{registry.Host}/cache");
}
