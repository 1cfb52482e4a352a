using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Images;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>The static binaries as a platform calls them: each phase a process, or all in one, with the published .NET buildpack.</summary>
[Trait("needs", "registry")]
public sealed class PhasesOneByOne : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Workshop _workshop;

    public PhasesOneByOne(Workshop workshop)
    {
        _workshop = workshop;
        File.SetUnixFileMode(_folder.Path, Modes.Everyone);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("needs", "dockerd")]
    public async Task Single_phases_make_the_layers_that_creator_makes_and_an_image_that_runs()
    {
        var (registry, runImage) = (await _workshop.RegistryAsync(), await _workshop.RunImageAsync());
        await CreateAsync($"{registry.Host}/phases/created", runImage);
        var (scene, desk) = await SceneAsync();
        var image = $"{registry.Host}/phases/single";
        await RunAsync(desk, $"{scene.Binaries}/analyzer", "-run-image", runImage, "-layers", scene.Layers, image);
        await RunAsync(desk, $"{scene.Binaries}/detector", "-app", scene.App, "-buildpacks", scene.Buildpacks, "-order", scene.Order, "-layers", scene.Layers);
        await RunAsync(desk, $"{scene.Binaries}/restorer", "-cache-dir", scene.Cache, "-layers", scene.Layers);
        await RunAsync(desk, $"{scene.Binaries}/builder", "-app", scene.App, "-buildpacks", scene.Buildpacks, "-layers", scene.Layers);
        await RunAsync(desk, $"{scene.Binaries}/exporter", "-app", scene.App, "-cache-dir", scene.Cache, "-layers", scene.Layers, "-launcher", $"{scene.Binaries}/launcher", image);

        var single = await CheckedImage.ReadRegistryAsync(registry.Host, "phases/single");
        var created = await CheckedImage.ReadRegistryAsync(registry.Host, "phases/created");
        Assert.Equal("", await ImageDifference.BetweenLayersAsync(created, single));
        Assert.Equal(created.DiffIds, single.DiffIds);
        await AssertAnswersAsync(image);
    }

    private async Task CreateAsync(string image, string runImage)
    {
        var (scene, desk) = await SceneAsync();
        await RunAsync(desk, $"{scene.Binaries}/creator", "-app", scene.App, "-buildpacks", scene.Buildpacks, "-order", scene.Order, "-layers", scene.Layers,
            "-cache-dir", scene.Cache, "-run-image", runImage, "-launcher", $"{scene.Binaries}/launcher", image);
    }

    private async Task AssertAnswersAsync(string image)
    {
        var docker = await _workshop.DaemonAsync();
        await docker.RunAsync("pull", "-q", image);
        var port = HttpProbe.FreePort();
        var id = (await docker.RunAsync("run", "-d", "--network", "host", "-e", $"PORT={port}", image)).Trim();
        try
        {
            Assert.Equal("ok\n", await HttpProbe.AskAsync(port, "/health"));
        }
        finally
        {
            await docker.TryRunAsync("rm", "-f", id);
        }
    }

    // The same folder each time, for its name is in layers; and the user of the build image: phases that run buildpacks refuse to be root.
    private async Task<(LifecycleScene Scene, Desk Desk)> SceneAsync()
    {
        if (Directory.Exists(_folder["desk"]))
        {
            Directory.Delete(_folder["desk"], recursive: true);
        }

        var desk = new Desk(_workshop, _folder["desk"]) { Identity = (1000, 1000) };
        desk.Variables["CNB_PLATFORM_API"] = "0.14";
        desk.Variables["CNB_USER_ID"] = desk.Variables["CNB_GROUP_ID"] = "1000";
        var scene = LifecycleScene.Create($"{desk.Work}/scene", await _workshop.CompiledAsync("dotnet"), Workshop.Sample("dotnet", "hello-web"));
        await desk.HandOverAsync();
        return (scene, desk);
    }

    private static async Task RunAsync(Desk desk, params string[] command)
    {
        var result = await Command.TryAsync(desk.Call(command));
        Assert.True(result.ExitCode == 0, $"{command[0]} ended with {result.ExitCode}: {result.Errors}{result.Output}");
    }
}
