using Buildpacks.Net.Cli.Tests.Inspect;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Cli.Tests.Commands;

[Trait("needs", "registry")]
public sealed class RebaseInRegistryTests : IAsyncLifetime
{
    private static readonly NewImage Old = SampleImages.Base("old");
    private static readonly NewImage New = SampleImages.Base("new");
    private readonly TemporaryFolder _folder = new();
    private readonly RegistryImageStore _store = new();
    private DockerRegistry _registry = null!;

    private string Name => $"{_registry.Host}/team/app:1";

    private string RunImage => $"{_registry.Host}/base/run:1";

    public async ValueTask InitializeAsync() => _registry = await DockerRegistry.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _store.Dispose();
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_base_is_the_one_that_the_image_names()
    {
        await SaveAsync(Name, SampleImages.App(Old, runImage: RunImage));
        await SaveAsync(RunImage, New);
        var call = await CommandCall.SucceedAsync(_folder.Path, "rebase", Name, "--publish", "--tag", $"{_registry.Host}/team/app:stable");

        var image = await FindAsync(Name);
        Assert.Equal(New.Layers[0].DiffId, image.Layers[0].DiffId);
        Assert.Equal(image.Manifest!.Digest, (await FindAsync($"{_registry.Host}/team/app:stable")).Manifest!.Digest);
        Assert.Contains($"New base:  {RunImage} ({_registry.Host}/base/run@sha256:", call.Output, StringComparison.Ordinal);
        Assert.Contains(image.Manifest.Digest.ToString(), call.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mirror_in_the_registry_of_the_image_is_enough()
    {
        await SaveAsync(RunImage, New);
        var app = SampleImages.App(Old, runImage: "registry.example/base/run:1");
        var label = app.Config.GetLabel(LifecycleMetadataLabel.Name)!.Replace("mirror.example/run:1", RunImage, StringComparison.Ordinal);
        await SaveAsync(Name, app.WithLabel(LifecycleMetadataLabel.Name, label));
        await CommandCall.SucceedAsync(_folder.Path, "rebase", Name);

        Assert.Equal(New.Layers[0].DiffId, (await FindAsync(Name)).Layers[0].DiffId);
    }

    [Fact]
    public async Task A_build_in_out_takes_its_base_from_the_registry_and_can_go_there_too()
    {
        await SaveAsync(RunImage, New);
        await SampleImages.App(Old, runImage: RunImage).SaveAsync(_folder["out/app"], "latest");
        await CommandCall.SucceedAsync(_folder.Path, "rebase", "app");
        var rebased = await SampleImages.ReadAsync(_folder["out/app"]);
        Assert.Equal(New.Layers[0].DiffId, rebased.Layers[0].DiffId);

        await CommandCall.SucceedAsync(_folder.Path, "rebase", Name, "--previous-image", "app", "--output", "registry");
        Assert.Equal(rebased.Manifest!.Digest, (await FindAsync(Name)).Manifest!.Digest);
    }

    [Fact]
    public async Task Publish_passes_over_the_build_in_out()
    {
        await SaveAsync(RunImage, New);
        await SampleImages.App(Old, runImage: RunImage).SaveAsync(_folder[$"out/{_registry.Host.Replace(':', '_')}/team/app"], "1");
        var call = await CommandCall.RunAsync(_folder.Path, "rebase", Name, "--publish");

        Assert.Equal(72, call.ExitCode);
        Assert.Contains($"has no {Name}", call.Error, StringComparison.Ordinal);
    }

    private Task SaveAsync(string name, NewImage image) => _store.SaveAsync(image, ImageReference.Parse(name), [], TestContext.Current.CancellationToken);

    private async Task<Image> FindAsync(string name) => (await _store.FindAsync(ImageReference.Parse(name), null, TestContext.Current.CancellationToken))!;
}
