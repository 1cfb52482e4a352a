using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Layers;

namespace Buildpacks.Net.Lifecycle.Tests.Phases;

/// <summary>What platforms can ask of layers beyond the specification.</summary>
public sealed class ChoosingLayerForms
{
    [Theory]
    [InlineData("none", MediaTypes.OciLayerGzip)]
    [InlineData("fast", MediaTypes.OciLayerGzip)]
    [InlineData("balanced", MediaTypes.OciLayerGzip)]
    [InlineData("BEST", MediaTypes.OciLayerGzip)]
    [InlineData("zstd", MediaTypes.OciLayerZstd)]
    public async Task Layers_are_the_same_however_they_are_compressed(string way, string mediaType)
    {
        using var scene = await CreateAsync();
        await scene.RunAsync("create", PhaseScene.App);
        var usual = (await scene.FindAppAsync())!;
        Directory.Delete(scene["layout/a.test/app"], recursive: true);
        await scene.CleanAsync();
        await scene.RunAsync("create", "-layer-compression", way, PhaseScene.App);
        var image = (await scene.FindAppAsync())!;

        Assert.Equal(usual.Layers.Select(layer => layer.DiffId), image.Layers.Select(layer => layer.DiffId));
        Assert.All(image.Layers.Skip(1), layer => Assert.Equal(mediaType, layer.Descriptor!.MediaType));
        await using var tar = await image.Layers[^1].OpenTarAsync(TestContext.Current.CancellationToken);
        await tar.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Another_way_is_an_error_that_names_those_there_are()
    {
        using var scene = await CreateAsync();
        var lines = await scene.FailAsync(3, "create", "-layer-compression", "brotli", PhaseScene.App);
        Assert.Contains(lines, line => line.Contains("'brotli'", StringComparison.Ordinal) && line.Contains("none, fast, balanced, best or zstd", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_with_two_names_is_stored_once_when_that_is_asked_for()
    {
        using var scene = await CreateAsync();
        scene.Script("build", """
            mkdir -p "$CNB_LAYERS_DIR/dep"; echo content >"$CNB_LAYERS_DIR/dep/one"; ln "$CNB_LAYERS_DIR/dep/one" "$CNB_LAYERS_DIR/dep/two"
            printf '[types]\nlaunch = true\n' >"$CNB_LAYERS_DIR/dep.toml"
            """);
        await scene.OpenAsync();
        await scene.RunAsync("create", PhaseScene.App);
        Assert.Equal(TarEntryType.File, await TypeOfAsync(scene, "two"));
        await scene.CleanAsync();
        await scene.RunAsync("create", "-keep-hard-links", PhaseScene.App);
        Assert.Equal(TarEntryType.HardLink, await TypeOfAsync(scene, "two"));
    }

    private static Task<PhaseScene> CreateAsync() => PhaseScene.CreateAsync(Path.Combine(AppContext.BaseDirectory, "lifecycle"));

    private static async Task<TarEntryType> TypeOfAsync(PhaseScene scene, string name)
    {
        foreach (var layer in (await scene.FindAppAsync())!.Layers.Skip(1))
        {
            using var reader = new TarReader(await layer.OpenTarAsync(TestContext.Current.CancellationToken));
            while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } header)
            {
                if (header.Name.EndsWith($"/dep/{name}", StringComparison.Ordinal))
                {
                    return header.Type;
                }
            }
        }

        return TarEntryType.None;
    }
}
