using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Lifecycle.Tests.Phases;

/// <summary>The creator, and the single phases that it stands for.</summary>
public sealed class CreatingImages
{
    private const string KeepsData = """
        ls "$CNB_LAYERS_DIR" >../tmp/seen
        mkdir -p "$CNB_LAYERS_DIR/dep"; echo content >"$CNB_LAYERS_DIR/dep/file"
        printf '[types]\nlaunch = true\ncache = true\n' >"$CNB_LAYERS_DIR/dep.toml"
        printf '[metadata]\nlast = 1\n' >"$CNB_LAYERS_DIR/store.toml"
        """;

    [Fact]
    public async Task The_creator_makes_the_image_of_the_single_phases()
    {
        using var scene = await CreateAsync();
        for (var build = 0; build < 2; build++)
        {
            await scene.RunAsync("analyze", PhaseScene.App);
            await scene.RunAsync("detect");
            await scene.RunAsync("restore", "-cache-dir", scene["cache"]);
            await scene.RunAsync("build");
            await scene.RunAsync("export", "-cache-dir", scene["cache"], PhaseScene.App);
            await scene.CleanAsync();
        }

        var single = await DigestAsync(scene);
        var cache = await CacheAsync(scene);
        Directory.Delete(scene["layout/a.test/app"], recursive: true);
        Directory.Delete(scene["cache"], recursive: true);
        Directory.CreateDirectory(scene["cache"]);
        await scene.OpenAsync();
        for (var build = 0; build < 2; build++)
        {
            await scene.RunAsync("create", "-cache-dir", scene["cache"], PhaseScene.App);
            await scene.CleanAsync();
        }

        Assert.Equal(single, await DigestAsync(scene));
        Assert.Equal(cache, await CacheAsync(scene));
    }

    [Fact]
    public async Task A_creator_that_skips_the_restore_brings_back_the_data_of_buildpacks_only()
    {
        using var scene = await CreateAsync();
        scene.Script("build", KeepsData);
        await scene.OpenAsync();
        Assert.Empty(await SeenAsync(scene));
        Assert.Equal("store.toml", string.Join(" ", await SeenAsync(scene, "-skip-restore")));
        Assert.Equal("dep dep.toml store.toml", string.Join(" ", await SeenAsync(scene)));
    }

    [Fact]
    public async Task Tags_of_the_creator_are_names_of_the_image()
    {
        using var scene = await CreateAsync();
        await scene.RunAsync("create", "-tag", "a.test/app:v1", "-tag", "a.test/other", PhaseScene.App);
        foreach (var name in (string[])["a.test/app:v1", "a.test/other"])
        {
            Assert.Equal(await DigestAsync(scene), await DigestAsync(scene, name));
        }
    }

    private static Task<PhaseScene> CreateAsync() => PhaseScene.CreateAsync(Path.Combine(AppContext.BaseDirectory, "lifecycle"));

    /// <summary>What the buildpack finds in its layers folder when a build starts.</summary>
    private static async Task<string[]> SeenAsync(PhaseScene scene, params string[] arguments)
    {
        await scene.RunAsync("create", [.. arguments, "-cache-dir", scene["cache"], PhaseScene.App]);
        await scene.CleanAsync();
        var seen = await File.ReadAllLinesAsync(scene["tmp/seen"], TestContext.Current.CancellationToken);
        return seen;
    }

    private static async Task<Digest> DigestAsync(PhaseScene scene, string name = PhaseScene.App) =>
        (await scene.Images.FindAsync(ImageReference.Parse(name), null, TestContext.Current.CancellationToken))!.Manifest!.Digest;

    private static Task<string> CacheAsync(PhaseScene scene) =>
        File.ReadAllTextAsync(scene["cache/committed/io.buildpacks.lifecycle.cache.metadata"], TestContext.Current.CancellationToken);
}
