using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Lifecycle.Tests.Phases;

/// <summary>Phases whose documents have no room: one line names the file, and no part of it is left.</summary>
[Trait("needs", "container")]
public sealed class PhasesOnFullDisks
{
    private static readonly string[] InOrder = ["analyze", "detect", "restore", "build", "export"];

    [Theory]
    [InlineData("analyze", "analyzed.toml")]
    [InlineData("detect", "group.toml")]
    [InlineData("build", "sbom/launch/sbom.legacy.json")]
    [InlineData("export", "report.toml")]
    public async Task A_document_without_room_is_named(string last, string document)
    {
        using var scene = await PhaseScene.CreateAsync(Path.Combine(AppContext.BaseDirectory, "lifecycle"));
        scene.Script("build", "exit 0");
        await using var disk = await SmallDisk.MountAsync(scene["layers"], 256);
        foreach (var phase in InOrder.TakeWhile(phase => phase != last))
        {
            await scene.RunAsync(phase, phase == "analyze" ? [PhaseScene.App] : []);
        }

        disk.Fill();
        using var process = scene.Start(last, last is "analyze" or "export" ? [PhaseScene.App] : []);
        Assert.NotEqual(0, await process.EndAsync());
        var error = Assert.Single(process.Errors);
        Assert.Contains("No space left on device", error, StringComparison.Ordinal);
        Assert.True(error.Contains($"{disk.Path}/{document}", StringComparison.Ordinal), error);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(disk.Path), path => Path.GetFileName(path).StartsWith('.'));
        Assert.Empty(Directory.GetFileSystemEntries(scene["tmp"]));
    }

    [Fact]
    public async Task Without_room_for_temporary_files_a_build_says_so()
    {
        using var scene = await PhaseScene.CreateAsync(Path.Combine(AppContext.BaseDirectory, "lifecycle"));
        await using var disk = await SmallDisk.MountAsync(scene["tmp"], 64);
        scene.Script("detect", "printf '[[provides]]\nname = \"x\"\n[[requires]]\nname = \"x\"\n' >\"$CNB_BUILD_PLAN_PATH\"");
        await scene.RunAsync("analyze", PhaseScene.App);
        await scene.RunAsync("detect");
        disk.Fill();
        var error = Assert.Single(await scene.FailAsync(52, "build"), line => line.StartsWith("ERROR: ", StringComparison.Ordinal));
        Assert.Contains("No space left on device", error, StringComparison.Ordinal);
        Assert.Contains(disk.Path, error, StringComparison.Ordinal);
        Assert.Equal([$"{disk.Path}/filling"], Directory.GetFileSystemEntries(disk.Path));
    }
}
