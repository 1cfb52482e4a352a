using Buildpacks.Net.Export;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Tests.Export;

/// <summary>What labels of an app image say.</summary>
public sealed class ExportedLabels : IDisposable
{
    private readonly ExportWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task The_source_of_the_app_is_in_a_label()
    {
        _work.Write("project.toml", "[source]\ntype = \"git\"\n[source.version]\ncommit = \"c\"\n[source.metadata]\nrepository = \"r\"\n");
        await _work.ExportAsync(await _work.InputsAsync() with { ProjectMetadataPath = _work["project.toml"] });
        Assert.Equal(
            """{"source":{"type":"git","version":{"commit":"c"},"metadata":{"repository":"r"}}}""", await LabelAsync("io.buildpacks.project.metadata"));
    }

    [Theory]
    [InlineData("a.test/run", "b.test/run", "a.test/run")]
    [InlineData("b.test/run", "b.test/run", "a.test/run")]
    [InlineData("c.test/unknown", "x.test/first", "x.test/mirror")]
    public async Task The_run_image_and_its_mirrors_are_those_of_run_toml(string used, string image, string mirror)
    {
        _work.Write(
            "run.toml",
            "[[images]]\nimage = \"x.test/first\"\nmirrors = [\"x.test/mirror\"]\n[[images]]\nimage = \"b.test/run\"\nmirrors = [\"a.test/run\"]\n");
        var analyzed = await _work.AnalyzedAsync();
        _work.Write("analyzed.toml", (analyzed with { RunImage = analyzed.RunImage! with { Image = used } }).ToToml());
        await _work.ExportAsync(await _work.InputsAsync() with { RunPath = _work["run.toml"] });
        var label = await LifecycleLabelAsync();
        Assert.Equal((image, mirror), (label.RunImage.Image, Assert.Single(label.RunImage.Mirrors)));
        Assert.Equal((image, mirror), (label.StackRunImage!.Image, Assert.Single(label.StackRunImage.Mirrors)));
    }

    [Fact]
    public async Task The_label_of_the_build_lists_buildpacks_and_processes()
    {
        _work.Metadata(
            "buildpack-default-process-type = \"web\"\n[[buildpacks]]\nid = \"acme/tool\"\nversion = \"1\"\napi = \"0.12\"\n"
            + "[[processes]]\ntype = \"web\"\ncommand = [\"x\", \"y\"]\nargs = [\"z\"]\ndirect = true\nbuildpack-id = \"acme/tool\"\n");
        await _work.ExportAsync();
        var label = await LabelAsync("io.buildpacks.build.metadata");
        Assert.Contains("""{"buildpacks":[{"id":"acme/tool","version":"1"}]""", label, StringComparison.Ordinal);
        Assert.EndsWith(
            ""","processes":[{"type":"web","command":["x","y"],"args":["z"],"direct":true,"buildpackID":"acme/tool"}],"buildpack-default-process-type":"web"}""",
            label,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_label_of_the_lifecycle_names_every_layer()
    {
        _work.WriteLayer("a", "a", "launch");
        _work.Write("layers/sbom/launch/acme_tool/a/sbom.cdx.json", "{}");
        _work.Metadata("[[processes]]\ntype = \"web\"\ncommand = [\"run\"]\n[[slices]]\npaths = [\"main\"]\n");
        _work.Write("app/other", "");
        await _work.ExportAsync();

        var label = await LifecycleLabelAsync();
        var app = (await _work.AppAsync())!;
        string[] named =
        [
            label.RunImage.TopLayer, label.Buildpacks[0].Layers[0].Sha, label.Sbom!, .. label.App, label.Launcher, label.Config, label.ProcessTypes,
        ];
        Assert.Equal(app.Config.DiffIds.Select(diffId => diffId.ToString()), named);
        Assert.Equal(("acme/tool", "1", "a"), (label.Buildpacks[0].Id.Value, label.Buildpacks[0].Version, label.Buildpacks[0].Layers[0].Name.Value));
    }

    [Fact]
    public async Task The_metadata_of_a_kept_layer_are_those_of_this_build()
    {
        _work.WriteLayer("kept", "x", "launch");
        _work.Write("layers/sbom/launch/acme_tool/kept/sbom.cdx.json", "{\"old\":1}");
        await _work.ExportAsync();
        var before = (await LifecycleLabelAsync()).Sbom;
        await _work.AnalyzedAsync();
        _work.Clean();
        _work.Write("layers/acme_tool/kept.toml", "[types]\nlaunch = true\ncache = false\n[metadata]\nv = 2\n");
        _work.Write("layers/sbom/launch/acme_tool/kept/sbom.cdx.json", "{\"new\":1}");
        var result = await _work.ExportAsync();

        Assert.Equal(LayerOrigin.Kept, result.Layers.Single(layer => layer.Identifier == "acme/tool:kept").Origin);
        var label = await LifecycleLabelAsync();
        Assert.Equal(new TomlTable { ["v"] = 2 }, label.Buildpacks[0].Layers[0].Data);
        Assert.NotEqual(before, label.Sbom);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_layer_that_is_no_longer_for_launch_leaves_the_image(bool isDescribed)
    {
        _work.WriteLayer("gone", "x", "launch");
        await _work.ExportAsync();
        await _work.AnalyzedAsync();
        _work.Describe("gone", "build");
        if (!isDescribed)
        {
            File.Delete(_work["layers/acme_tool/gone.toml"]);
        }

        var result = await _work.ExportAsync();
        Assert.DoesNotContain(result.Layers, layer => layer.Identifier == "acme/tool:gone");
        Assert.Empty((await LifecycleLabelAsync()).Buildpacks[0].Layers);
    }

    private async Task<string> LabelAsync(string name) => (await _work.AppAsync())!.Config.GetLabel(name)!;

    private async Task<LifecycleMetadata> LifecycleLabelAsync() => LifecycleMetadataLabel.TryParse(await LabelAsync(LifecycleMetadataLabel.Name))!;
}
