using System.Formats.Tar;
using Buildpacks.Net.Analyze;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Registries;
using Buildpacks.Net.Tests.Platform;

namespace Buildpacks.Net.Tests.Analyze;

public sealed class AnalyzePhaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly NewImage _run = TestImages.Base("run", (ImageTarget.DistroNameLabel, "debian"));

    private LayoutImageStore Store => new(_folder["images"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_first_build_knows_its_run_image_only()
    {
        var run = await Store.SaveAsync(_run, "a.test/run");
        var result = await AnalyzeAsync(Inputs());

        Assert.Null(result.PreviousImage);
        Assert.Equal("", result.Analyzed.PreviousImage);
        Assert.Equal(run.Identifier, result.Analyzed.RunImage!.Reference);
        Assert.Equal("a.test/run", result.Analyzed.RunImage.Image);
        Assert.Equal(new DistroInfo("debian", ""), result.Analyzed.RunImage.Target!.Distro);
        var written = await AnalyzedToml.ReadAsync(_folder["analyzed.toml"], Token);
        Assert.Equal(result.Analyzed.RunImage, written.RunImage);
    }

    [Fact]
    public async Task Before_targets_only_the_reference_is_told()
    {
        await Store.SaveAsync(_run, "a.test/run");
        var analyzed = (await AnalyzeAsync(Inputs("0.11"))).Analyzed;

        Assert.Null(analyzed.RunImage!.Target);
        Assert.Equal("", analyzed.RunImage.Image);
    }

    [Fact]
    public async Task A_run_image_that_is_not_there_is_taken_for_a_usual_one()
    {
        var analyzed = (await AnalyzeAsync(Inputs())).Analyzed;

        Assert.Equal("", analyzed.RunImage!.Reference);
        Assert.Equal(("linux", "amd64"), (analyzed.RunImage.Target!.Os, analyzed.RunImage.Target.Arch));
    }

    [Fact]
    public async Task A_run_image_without_operating_system_is_refused()
    {
        await Store.SaveAsync(_run with { Config = _run.Config with { Os = "" } }, "a.test/run");
        var fault = await Assert.ThrowsAsync<LifecycleException>(() => AnalyzeAsync(Inputs()));
        Assert.Equal(FailureKind.Analyze, fault.Kind);
        Assert.False(File.Exists(_folder["analyzed.toml"]));
    }

    [Fact]
    public async Task The_metadata_of_the_last_build_is_handed_on()
    {
        await Store.SaveAsync(_run, "a.test/run");
        var previous = await Store.SaveAsync(TestImages.App(_run, """{"launcher":{"sha":"sha256:l"}}"""), "a.test/app");
        var analyzed = (await AnalyzeAsync(Inputs())).Analyzed;

        Assert.Equal(previous.Identifier, analyzed.PreviousImage);
        Assert.Equal("sha256:l", analyzed.Metadata.Launcher);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("{\"app\":{}}")]
    public async Task A_label_that_cannot_be_read_makes_a_first_build(string label)
    {
        await Store.SaveAsync(TestImages.App(_run, label), "a.test/app");
        Assert.Equal("", (await AnalyzeAsync(Inputs())).Analyzed.PreviousImage);
    }

    [Fact]
    [Trait("needs", "registry")]
    public async Task A_previous_image_with_a_missing_layer_makes_a_first_build()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var images = new RegistryImageStore();
        var name = $"{registry.Host}/app";
        var app = await images.SaveAsync(TestImages.App(_run, "{}"), name);
        var hex = app.Layers[1].DiffId.Hex;
        Directory.Delete($"{registry.DataFolder}/docker/registry/v2/blobs/sha256/{hex[..2]}/{hex}", recursive: true);
        var inputs = Inputs() with { Images = images, OutputImage = ImageReference.Parse(name), RunImage = ImageReference.Parse(name), ChecksAccess = true };

        Assert.Equal("", (await AnalyzeAsync(inputs)).Analyzed.PreviousImage);
    }

    [Fact]
    public async Task The_bills_of_materials_of_the_last_build_come_back()
    {
        await SaveAppWithSbomAsync($"{_folder.Path}/layers/sbom/launch/sbom.json");
        await AnalyzeAsync(Inputs());

        Assert.Equal("{}", await File.ReadAllTextAsync(_folder["layers/sbom/launch/sbom.json"], Token));
    }

    [Theory]
    [InlineData("0.7", false)]
    [InlineData("0.14", true)]
    public async Task Bills_of_materials_stay_away_where_they_are_not_wanted(string api, bool skips)
    {
        await SaveAppWithSbomAsync($"{_folder.Path}/layers/sbom/launch/sbom.json");
        await AnalyzeAsync(Inputs(api) with { SkipLayers = skips });

        Assert.False(Directory.Exists(_folder["layers/sbom"]));
    }

    [Fact]
    public async Task Bills_of_materials_that_lead_elsewhere_are_dropped()
    {
        await SaveAppWithSbomAsync($"{_folder.Path}/layers/sbom/../../escaped.json");
        await AnalyzeAsync(Inputs());

        Assert.False(File.Exists(_folder["escaped.json"]));
        Assert.False(Directory.Exists(_folder["layers/sbom"]));
    }

    [Fact]
    public async Task A_named_layer_of_bills_of_materials_must_be_there()
    {
        await Store.SaveAsync(TestImages.App(_run, """{"sbom":{"sha":"sha256:00"}}"""), "a.test/app");
        Assert.Equal(FailureKind.Analyze, (await Assert.ThrowsAsync<LifecycleException>(() => AnalyzeAsync(Inputs()))).Kind);
    }

    [Fact]
    public async Task A_registry_that_cannot_be_reached_fails_at_once()
    {
        using var images = new RegistryImageStore(new RegistryOptions { Retry = new RetryOptions { Attempts = 1, ConnectAttempts = 1 } });
        var dead = ImageReference.Parse("127.0.0.1:1/app");
        var inputs = Inputs() with { Images = images, OutputImage = dead, RunImage = dead, ChecksAccess = true };

        var fault = await Assert.ThrowsAsync<LifecycleException>(() => AnalyzeAsync(inputs));
        Assert.Equal((AnalyzePhase.NoAccess, FailureKind.Analyze), (fault.Code, fault.Kind));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AnalyzeInputs Inputs(string api = "0.14") => new()
    {
        Features = PlatformFeatures.For(ApiVersion.Parse(api)),
        Images = Store,
        OutputImage = ImageReference.Parse("a.test/app"),
        RunImage = ImageReference.Parse("a.test/run"),
        RunImageName = "a.test/run",
        LayersDirectory = _folder["layers"],
        AnalyzedPath = _folder["analyzed.toml"],
    };

    private static Task<AnalyzeResult> AnalyzeAsync(AnalyzeInputs inputs) => AnalyzePhase.RunAsync(inputs, Token);

    private async Task SaveAppWithSbomAsync(string path)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            var entry = new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream("{}"u8.ToArray()) };
            await writer.WriteEntryAsync(entry, Token);
        }

        var digest = Digest.Sha256(tar.ToArray());
        var layer = new ImageLayer(digest)
        {
            Descriptor = new Descriptor(MediaTypes.OciLayer, digest, tar.Length),
            Blob = new MemoryBlob(tar.ToArray()),
        };
        var app = TestImages.App(_run, """{"sbom":{"sha":"DIGEST"}}""".Replace("DIGEST", digest.ToString(), StringComparison.Ordinal));
        await Store.SaveAsync(app with { Layers = [.. app.Layers, layer] }, "a.test/app");
        Directory.CreateDirectory(_folder["layers"]);
    }
}
