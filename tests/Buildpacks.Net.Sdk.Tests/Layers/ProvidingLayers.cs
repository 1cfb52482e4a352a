using Buildpacks.Net.Sdk.Layers;
using Buildpacks.Net.Sdk.Sbom;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Sdk.Tests.Layers;

public sealed class ProvidingLayers : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private int _calls;

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    [Fact]
    public async Task The_first_build_makes_the_layer_and_describes_it()
    {
        var layer = await ProvideAsync(LayerTypes.Launch | LayerTypes.Cache, version: "1");

        Assert.Equal((LayerOutcome.New, 1), (layer.Outcome, _calls));
        var document = await LayerToml.ReadAsync(_folder["l.toml"], TestContext.Current.CancellationToken);
        Assert.Equal((true, false, true), (document.Launch, document.Build, document.Cache));
        Assert.Equal("     Layer l: new\n", _output.ToString());
    }

    [Theory]
    [InlineData(LayerTypes.Launch | LayerTypes.Cache, true)]
    [InlineData(LayerTypes.Launch, false)]
    public async Task The_same_inputs_take_the_layer_over(LayerTypes types, bool restored)
    {
        await ProvideAsync(types, version: "1");
        await RestoreAsync(contents: restored);

        var layer = await ProvideAsync(types, version: "1");

        Assert.Equal((LayerOutcome.Reused, 1), (layer.Outcome, _calls));
        Assert.Equal(restored, Directory.Exists(layer.Folder));
        var document = await LayerToml.ReadAsync(_folder["l.toml"], TestContext.Current.CancellationToken);
        Assert.True(document.Launch);
    }

    [Fact]
    public async Task Changed_inputs_make_the_layer_again_and_are_named()
    {
        await ProvideAsync(LayerTypes.Cache, version: "1", ("gone", "x"), ("same", "y"));
        File.WriteAllText(_folder["l/old"], "");
        File.WriteAllText(_folder["l.sbom.cdx.json"], "{}");
        File.WriteAllText(_folder["lx.sbom.cdx.json"], "{}");

        var layer = await ProvideAsync(LayerTypes.Cache, version: "2", ("new", "x"), ("same", "y"));

        Assert.Equal(LayerOutcome.InputsChanged, layer.Outcome);
        Assert.Equal(["gone", "new", "version"], layer.ChangedInputs);
        Assert.False(File.Exists(_folder["l/old"]));
        Assert.False(File.Exists(_folder["l.sbom.cdx.json"]));
        Assert.True(File.Exists(_folder["lx.sbom.cdx.json"]));
        Assert.EndsWith("Layer l: made again, changed: gone, new, version\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_contents_stay_when_the_buildpack_updates_them_itself()
    {
        await ProvideAsync(LayerTypes.Cache, version: "1");
        File.WriteAllText(_folder["l/old"], "");

        await ProvideAsync(LayerTypes.Cache, "2", keep: true);

        Assert.True(File.Exists(_folder["l/old"]));
    }

    [Fact]
    public async Task Contents_that_are_needed_but_were_lost_are_made_again()
    {
        await ProvideAsync(LayerTypes.Build | LayerTypes.Cache, version: "1");
        await RestoreAsync(contents: false);

        var layer = await ProvideAsync(LayerTypes.Build | LayerTypes.Cache, version: "1");

        Assert.Equal((LayerOutcome.ContentsMissing, 2), (layer.Outcome, _calls));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[metadata\n")]
    [InlineData("metadata = 3\n")]
    [InlineData("[metadata]\ninputs = \"x\"\n")]
    [InlineData("[types]\nlaunch = \"yes\"\n[metadata.inputs]\nversion = \"1\"\n")]
    public async Task A_damaged_document_makes_the_layer_again(string document)
    {
        await ProvideAsync(LayerTypes.Cache, version: "1");
        File.WriteAllText(_folder["l/old"], "");
        File.WriteAllText(_folder["l.toml"], document);

        var layer = await ProvideAsync(LayerTypes.Cache, version: "1");

        Assert.Equal((LayerOutcome.New, 2), (layer.Outcome, _calls));
        Assert.False(File.Exists(_folder["l/old"]));
        Assert.True((await LayerToml.ReadAsync(_folder["l.toml"], TestContext.Current.CancellationToken)).Cache);
    }

    [Fact]
    public async Task A_layer_that_breaks_is_not_taken_over_by_the_next_build()
    {
        await ProvideAsync(LayerTypes.Cache, version: "1");
        await Assert.ThrowsAsync<InvalidDataException>(() => Folder().ProvideAsync(
            Definition(LayerTypes.Cache, "2"), (_, _) => throw new InvalidDataException(), TestContext.Current.CancellationToken));

        Assert.False(File.Exists(_folder["l.toml"]));
        Assert.Equal(LayerOutcome.New, (await ProvideAsync(LayerTypes.Cache, version: "2")).Outcome);
    }

    [Fact]
    public async Task Variables_are_written_byte_for_byte()
    {
        var layer = await ProvideAsync(LayerTypes.Launch, version: "1");
        layer.Variables(EnvironmentScope.Launch).Default("A", "ü\n");
        layer.Variables(EnvironmentScope.Build).Override("B", "");
        layer.Variables(EnvironmentScope.BuildAndLaunch).Prepend("C", "x", ":");
        layer.Variables(EnvironmentScope.BuildAndLaunch).Append("D", "y", "");

        Assert.Equal("ü\n"u8.ToArray(), File.ReadAllBytes(_folder["l/env.launch/A.default"]));
        Assert.Equal([], File.ReadAllBytes(_folder["l/env.build/B.override"]));
        Assert.Equal(("x", ":"), (File.ReadAllText(_folder["l/env/C.prepend"]), File.ReadAllText(_folder["l/env/C.delim"])));
        Assert.Equal(("y", ""), (File.ReadAllText(_folder["l/env/D.append"]), File.ReadAllText(_folder["l/env/D.delim"])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A.B")]
    [InlineData("A=B")]
    [InlineData("../A")]
    public async Task A_variable_whose_file_would_mean_something_else_is_refused(string name)
    {
        var layer = await ProvideAsync(LayerTypes.Launch, version: "1");

        Assert.Throws<ArgumentException>(() => layer.Variables(EnvironmentScope.Launch).Override(name, "x"));
    }

    [Theory]
    [InlineData("build")]
    [InlineData("launch")]
    [InlineData("store")]
    public async Task Layers_may_not_have_the_names_of_documents(string name)
    {
        var layers = new LayersFolder(_folder.Path, new BuildpackLog(TextWriter.Null, TextWriter.Null));

        await Assert.ThrowsAsync<ArgumentException>(() => layers.ProvideAsync(
            new LayerDefinition(LayerName.Parse(name), LayerTypes.Launch), (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Bills_of_materials_stand_beside_the_layer()
    {
        var layer = await ProvideAsync(LayerTypes.Launch, version: "1");

        await layer.WriteSbomAsync(new CycloneDxBom([]), TestContext.Current.CancellationToken);

        Assert.True(File.Exists(_folder["l.sbom.cdx.json"]));
        Assert.Equal(_folder["l/exec.d"], layer.ExecDFolder);
    }

    private LayersFolder Folder() => new(_folder.Path, new BuildpackLog(_output, _output));

    private static LayerDefinition Definition(LayerTypes types, string version, params (string Name, string Value)[] more) =>
        new(LayerName.Parse("l"), types)
        {
            Inputs = more.Append(("version", version)).ToDictionary(input => input.Item1, input => input.Item2),
        };

    private Task<Layer> ProvideAsync(LayerTypes types, string version, params (string Name, string Value)[] more) =>
        ProvideAsync(Definition(types, version, more));

    private Task<Layer> ProvideAsync(LayerTypes types, string version, bool keep) =>
        ProvideAsync(Definition(types, version) with { KeepContentsOnChange = keep });

    private Task<Layer> ProvideAsync(LayerDefinition definition) => Folder().ProvideAsync(
        definition,
        (layer, _) =>
        {
            _calls++;
            Assert.True(Directory.Exists(layer.Folder));
            return Task.CompletedTask;
        },
        TestContext.Current.CancellationToken);

    private async Task RestoreAsync(bool contents)
    {
        var document = await LayerToml.ReadAsync(_folder["l.toml"]);
        File.WriteAllText(_folder["l.toml"], LayerToml.MetadataOnly(document.Metadata));
        if (!contents)
        {
            Directory.Delete(_folder["l"], recursive: true);
        }
    }
}
