using Buildpacks.Net.Caching;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Restore;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.TestKit.Registries;
using Buildpacks.Net.Tests.Export;
using Buildpacks.Net.Tests.Platform;

namespace Buildpacks.Net.Tests.Restore;

/// <summary>What a restore finds out about images, and layers that come from one.</summary>
public sealed class RestoringImages : IDisposable
{
    private readonly ExportWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task The_build_image_is_recorded_by_its_digest()
    {
        var build = await _work.Store.SaveAsync(TestImages.Base("build"), "a.test/build");
        var result = await RunAsync(await InputsAsync() with { BuildImage = ImageReference.Parse("a.test/build") });
        Assert.Equal(build.Identifier, result.BuildImage);
        Assert.Contains($"@{build.Manifest!.Digest}", result.BuildImage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_image_that_is_not_there_is_a_fault()
    {
        var inputs = await InputsAsync() with { BuildImage = ImageReference.Parse("a.test/gone") };
        Assert.Equal(FailureKind.Restore, (await Assert.ThrowsAsync<LifecycleException>(() => RunAsync(inputs))).Kind);
    }

    [Fact]
    public async Task A_run_image_that_extensions_chose_is_recorded_by_its_digest_and_target()
    {
        var chosen = await _work.Store.SaveAsync(TestImages.Base("chosen", (ImageTarget.DistroNameLabel, "debian")), "a.test/chosen");
        var inputs = await InputsAsync();
        _work.Write("group.toml", "[[group]]\nid = \"acme/tool\"\nversion = \"1\"\napi = \"0.12\"\n[[group-extensions]]\nid = \"e\"\nversion = \"1\"\napi = \"0.12\"\n");
        _work.Write(
            "analyzed.toml",
            new AnalyzedToml { RunImage = new AnalyzedRunImage { Reference = "a.test/chosen", Image = "a.test/chosen", Extend = true } }.ToToml());
        var run = (await RunAsync(inputs)).RunImage!;
        Assert.Equal((chosen.Identifier, "a.test/chosen", true), (run.Reference, run.Image, run.Extend));
        Assert.Equal(("linux", "amd64", "debian"), (run.Target!.Os, run.Target.Arch, run.Target.Distro!.Name));
    }

    [Fact]
    [Trait("needs", "registry")]
    public async Task Layers_come_back_from_a_cache_image()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var images = new RegistryImageStore();
        _work.WriteLayer("kept", "x", "cache");
        var cache = new ImageCache(images, ImageReference.Parse($"{registry.Host}/cache"), _work["spool"], _work.Log);
        await _work.ExportAsync(await _work.InputsAsync() with { Cache = cache });
        await _work.AnalyzedAsync();
        _work.Clean();
        await _work.RestoreAsync(cache: new ImageCache(images, ImageReference.Parse($"{registry.Host}/cache"), _work["spool"], _work.Log));
        Assert.Equal("x", await File.ReadAllTextAsync(_work["layers/acme_tool/kept/file"], TestContext.Current.CancellationToken));
    }

    private async Task<RestoreInputs> InputsAsync()
    {
        await _work.InputsAsync();
        return new RestoreInputs
        {
            Features = PlatformFeatures.For(ApiVersion.Parse("0.14")),
            Images = _work.Store,
            LayersDirectory = _work.LayersFolder,
            GroupPath = _work["group.toml"],
            AnalyzedPath = _work["analyzed.toml"],
        };
    }

    // What the phase says and what it wrote are the same.
    private async Task<AnalyzedToml> RunAsync(RestoreInputs inputs)
    {
        await RestorePhase.RunAsync(inputs, TestContext.Current.CancellationToken);
        return await AnalyzedToml.ReadAsync(_work["analyzed.toml"], TestContext.Current.CancellationToken);
    }
}
