using Buildpacks.Net.Analyze;
using Buildpacks.Net.Caching;
using Buildpacks.Net.Export;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Restore;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Tests.Export;

public sealed class PlacingFolders : IDisposable
{
    private readonly ExportWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Files_are_in_the_image_where_the_placement_says()
    {
        _work.WriteLayer("tool", "x", "launch");
        await ExportAsync(_work);

        var layer = await _work.EntriesAsync("Layer: 'tool'");
        Assert.Equal(["/layers", "/layers/acme_tool", "/layers/acme_tool/tool", "/layers/acme_tool/tool/file"], layer.Select(entry => entry.Name));
        var app = await _work.EntriesAsync("Application Layer");
        Assert.Equal(["/workspace", "/workspace/main"], app.Select(entry => entry.Name));
        Assert.Equal((1234, 4321), (app[0].UserId, app[0].GroupId));
        var config = (await _work.AppAsync())!.Config;
        Assert.Equal("/workspace", config.Config.WorkingDir);
        Assert.Equal(("/layers", "/workspace"), (config.GetEnv("CNB_LAYERS_DIR"), config.GetEnv("CNB_APP_DIR")));
    }

    [Fact]
    public async Task Variables_links_and_processes_name_the_folders_of_the_image()
    {
        var layer = $"{_work.LayersFolder}/acme_tool/tool";
        _work.WriteLayer("tool", "untouched " + layer, "launch");
        _work.Write("layers/acme_tool/tool/env.launch/TOOL.default", $"-I{layer}:{layer}-2:{_work["app"]}/x");
        _work.Write("layers/acme_tool/tool/profile.d/a.sh", $"export A={layer}/bin\n");
        File.CreateSymbolicLink(_work["layers/acme_tool/tool/link"], layer + "/file");
        File.CreateSymbolicLink(_work["app/lib"], layer);
        _work.Metadata($"[[processes]]\ntype = \"web\"\ncommand = [\"{layer}/bin/run\"]\ndirect = true\nworking-dir = \"{_work["app"]}/sub\"\n");
        await ExportAsync(_work);

        Assert.Equal("-I/layers/acme_tool/tool:/layers/acme_tool/tool-2:/workspace/x", await File.ReadAllTextAsync(_work["layers/acme_tool/tool/env.launch/TOOL.default"]));
        Assert.Equal("export A=/layers/acme_tool/tool/bin\n", await File.ReadAllTextAsync(_work["layers/acme_tool/tool/profile.d/a.sh"]));
        Assert.Equal("/layers/acme_tool/tool/file", (await _work.EntriesAsync("Layer: 'tool'")).Single(entry => entry.LinkName is { Length: > 0 }).LinkName);
        Assert.Equal("/layers/acme_tool/tool", (await _work.EntriesAsync("Application Layer")).Single(entry => entry.LinkName is { Length: > 0 }).LinkName);
        var metadata = await File.ReadAllTextAsync(_work["layers/config/metadata.toml"]);
        Assert.Contains("\"/layers/acme_tool/tool/bin/run\"", metadata, StringComparison.Ordinal);
        Assert.Contains("\"/workspace/sub\"", metadata, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_image_does_not_show_where_it_was_built()
    {
        using var other = new ExportWorkspace();
        foreach (var work in (ExportWorkspace[])[_work, other])
        {
            work.WriteLayer("tool", "x", "launch", "build");
            work.Write("layers/acme_tool/tool/env/TOOL.override", $"{work.LayersFolder}/acme_tool/tool");
        }

        // The label names the run image by the folder of its layout, so whole images differ here.
        Assert.Equal(DiffIds(await ExportAsync(_work)), DiffIds(await ExportAsync(other)));
    }

    [Fact]
    public async Task Cached_layers_come_back_as_the_buildpack_left_them()
    {
        var layer = $"{_work.LayersFolder}/acme_tool/tool";
        _work.WriteLayer("tool", "x", "cache", "launch", "build");
        _work.Write("layers/acme_tool/tool/env/TOOL.override", $"/layers/acme:{layer}:{_work["app"]}:/a/workspace");
        File.CreateSymbolicLink(_work["layers/acme_tool/tool/link"], layer + "/file");
        var first = await ExportAsync(_work);
        _work.Clean();
        File.Delete(_work["analyzed.toml"]);
        await _work.AnalyzedAsync();
        await RestoreAsync();

        Assert.Equal("x", await File.ReadAllTextAsync(layer + "/link"));
        Assert.Equal($"/layers/acme:{layer}:{_work["app"]}:/a/workspace", await File.ReadAllTextAsync(layer + "/env/TOOL.override"));
        _work.Describe("tool", "cache", "launch", "build");
        var second = await ExportAsync(_work);
        Assert.Equal(first.Image.ManifestDigest, second.Image.ManifestDigest);
        Assert.True(second.Layers.Single(exported => exported.Identifier == "acme/tool:tool").IsReused);
    }

    [Fact]
    public async Task Bills_of_materials_of_the_previous_image_come_back_into_the_folder_on_disk()
    {
        _work.Write("layers/sbom/launch/acme_tool/tool/sbom.cdx.json", "{}");
        await ExportAsync(_work);
        _work.Clean();
        await AnalyzePhase.RunAsync(
            new AnalyzeInputs
            {
                Features = PlatformFeatures.For(ApiVersion.Parse("0.14")),
                Images = _work.Store,
                OutputImage = ImageReference.Parse(ExportWorkspace.AppName),
                RunImage = ImageReference.Parse("a.test/run"),
                RunImageName = "a.test/run",
                LayersDirectory = _work.LayersFolder,
                Placement = ImagePlacement.Usual,
            },
            TestContext.Current.CancellationToken);

        Assert.Equal("{}", await File.ReadAllTextAsync(_work["layers/sbom/launch/acme_tool/tool/sbom.cdx.json"]));
    }

    private static IEnumerable<string> DiffIds(ExportResult result) => result.Layers.Select(layer => layer.DiffId.ToString());

    private static async Task<ExportResult> ExportAsync(ExportWorkspace work) => await work.ExportAsync(
        await work.InputsAsync() with { Placement = ImagePlacement.Usual, Cache = new VolumeCache(work["cache"]) });

    private async Task RestoreAsync() => await RestorePhase.RunAsync(
        new RestoreInputs
        {
            Features = PlatformFeatures.For(ApiVersion.Parse("0.14")),
            Cache = new VolumeCache(_work["cache"]),
            LayersDirectory = _work.LayersFolder,
            AppDirectory = _work["app"],
            Placement = ImagePlacement.Usual,
            GroupPath = _work["group.toml"],
            AnalyzedPath = _work["analyzed.toml"],
        },
        TestContext.Current.CancellationToken);
}
