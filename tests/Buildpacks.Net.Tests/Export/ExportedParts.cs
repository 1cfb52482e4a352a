using System.Formats.Tar;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Tests.Platform;

namespace Buildpacks.Net.Tests.Export;

/// <summary>What an app image consists of.</summary>
public sealed class ExportedParts : IDisposable
{
    private const string Rebasable = "io.buildpacks.rebasable";
    private readonly ExportWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Every_name_has_the_same_image()
    {
        await _work.ExportAsync(await _work.InputsAsync() with { AdditionalNames = [ImageName.Parse("a.test/app:v1"), ImageName.Parse("a.test/other")] });
        var app = await _work.AppAsync();
        foreach (var name in new[] { "a.test/app:v1", "a.test/other" })
        {
            Assert.Equal(app!.Manifest!.Digest, (await FindAsync(name))!.Manifest!.Digest);
        }
    }

    [Fact]
    public async Task Layers_and_settings_of_the_run_image_are_kept()
    {
        var run = TestImages.Base("run", ("from.base", "yes"));
        var config = run.Config.Config with
        {
            User = "1002:1000",
            Env = ["PATH=/bin", "BASE=1"],
            ExposedPorts = ["80/tcp"],
            Volumes = ["/data"],
            StopSignal = "SIGINT",
            Entrypoint = ["/base"],
            WorkingDir = "/base",
        };
        await _work.Store.SaveAsync(run with { Layers = [.. run.Layers, TestImages.Layer("second")], Config = run.Config with { Config = config } }, "a.test/run");
        await _work.ExportAsync();

        var app = (await _work.AppAsync())!;
        Assert.Equal([run.Layers[0].DiffId, TestImages.Layer("second").DiffId], app.Config.DiffIds.Take(2));
        Assert.Equal(("linux", "amd64"), (app.Config.Os, app.Config.Architecture));
        var kept = app.Config.Config;
        Assert.Equal(("1002:1000", "SIGINT", "yes"), (kept.User, kept.StopSignal, kept.Labels["from.base"]));
        Assert.Equal(("80/tcp", "/data"), (Assert.Single(kept.ExposedPorts), Assert.Single(kept.Volumes)));
        Assert.Equal(["PATH=/cnb/process:/cnb/lifecycle:/bin", "BASE=1", $"CNB_LAYERS_DIR={_work.LayersFolder}", $"CNB_APP_DIR={_work["app"]}"], kept.Env.Take(4));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task An_extended_run_image_is_below_the_app(string rebasable)
    {
        var run = TestImages.Base("run");
        var reference = (await _work.Store.SaveAsync(run, "a.test/run")).Identifier;
        await ExtendAsync(run, rebasable);
        _work.Write("analyzed.toml", new AnalyzedToml
        {
            RunImage = new AnalyzedRunImage { Reference = reference, Image = "a.test/run", Extend = true },
        }.ToToml());
        await _work.ExportAsync(await _work.InputsAsync() with { ExtendedDirectory = _work["layers/extended"] });

        var app = (await _work.AppAsync())!;
        Assert.Equal([run.Layers[0].DiffId, TestImages.Layer("added").DiffId], app.Config.DiffIds.Take(2));
        Assert.Contains("EXTENDED=1", app.Config.Config.Env);
        Assert.Equal(rebasable, app.Config.GetLabel(Rebasable));
    }

    // The specification asks for "false" where nothing was extended, and so for images that nobody can rebase.
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData(null)]
    public async Task The_label_that_allows_rebasing_is_that_of_the_base(string? label)
    {
        await _work.Store.SaveAsync(label is null ? TestImages.Base("run") : TestImages.Base("run", (Rebasable, label)), "a.test/run");
        await _work.ExportAsync();
        Assert.Equal(label, (await _work.AppAsync())!.Config.GetLabel(Rebasable));
    }

    [Fact]
    public async Task Bills_of_materials_are_in_one_layer()
    {
        _work.Write("layers/sbom/launch/acme_tool/sbom.cdx.json", "{}");
        _work.Write("layers/sbom/launch/acme_tool/a/sbom.spdx.json", "{}");
        _work.Write("layers/sbom/build/acme_tool/sbom.cdx.json", "{}");
        await _work.ExportAsync();
        Assert.Equal(
            [_work["layers/sbom/launch/acme_tool/a/sbom.spdx.json"], _work["layers/sbom/launch/acme_tool/sbom.cdx.json"]],
            await FilesAsync("Software Bill-of-Materials"));
    }

    [Fact]
    public async Task The_launcher_s_own_bill_of_materials_is_there()
    {
        _work.Write("boms/launcher.sbom.cdx.json", "{}");
        _work.Write("boms/lifecycle.sbom.spdx.json", "[]");
        await _work.ExportAsync(await _work.InputsAsync() with { LifecycleSbomDirectory = _work["boms"] });
        Assert.Equal([_work["layers/sbom/launch/buildpacksio_lifecycle/launcher/sbom.cdx.json"]], await FilesAsync("Software Bill-of-Materials"));
        Assert.True(File.Exists(_work["layers/sbom/build/buildpacksio_lifecycle/sbom.spdx.json"]));
    }

    [Fact]
    public async Task The_launcher_its_processes_and_its_metadata_are_in_the_image()
    {
        _work.Metadata("[[processes]]\ntype = \"web\"\ncommand = [\"x\"]\n[[processes]]\ntype = \"job\"\ncommand = [\"y\"]\n");
        await _work.ExportAsync();
        Assert.Equal(["/cnb/lifecycle/launcher"], await FilesAsync("Buildpacks Application Launcher"));
        Assert.Equal([_work["layers/config/metadata.toml"]], await FilesAsync("Buildpacks Launcher Config"));
        var links = (await _work.EntriesAsync("Buildpacks Process Types")).Where(entry => entry.LinkName is { Length: > 0 });
        Assert.Equal(
            [("/cnb/process/web", "/cnb/lifecycle/launcher"), ("/cnb/process/job", "/cnb/lifecycle/launcher")],
            links.Select(entry => (entry.Name, entry.LinkName!)));
    }

    [Fact]
    public async Task Without_a_default_process_the_launcher_is_the_entry_point()
    {
        _work.Metadata("[[processes]]\ntype = \"web\"\ncommand = [\"x\"]\n");
        await _work.ExportAsync();
        Assert.Equal(["/cnb/lifecycle/launcher"], (await _work.AppAsync())!.Config.Config.Entrypoint);
    }

    [Fact]
    public async Task Files_of_new_layers_have_a_constant_time()
    {
        _work.WriteLayer("a", "a", "launch");
        _work.Write("layers/sbom/launch/acme_tool/a/sbom.cdx.json", "{}");
        await _work.ExportAsync();
        foreach (var layer in (await _work.AppAsync())!.Layers.Skip(1))
        {
            await using var tar = new TarReader(await layer.OpenTarAsync(Token));
            while (await tar.GetNextEntryAsync(cancellationToken: Token) is { } entry)
            {
                Assert.Equal(DateTimeOffset.Parse("1980-01-01T00:00:01Z", System.Globalization.CultureInfo.InvariantCulture), entry.ModificationTime);
            }
        }
    }

    [Fact]
    public async Task A_slice_may_match_nothing()
    {
        _work.Metadata("[[slices]]\npaths = [\"nothing/*\"]\n[[slices]]\npaths = []\n");
        await _work.ExportAsync();
        var app = (await _work.AppAsync())!;
        var names = new List<string>();
        foreach (var layer in app.Layers.Where(layer => layer.History!.CreatedBy.StartsWith("Application", StringComparison.Ordinal)))
        {
            names.AddRange((await _work.EntriesAsync(layer.History!.CreatedBy)).Select(entry => entry.Name));
        }

        Assert.Single(names, _work["app/main"]);
    }

    [Fact]
    public async Task The_report_of_an_image_in_a_daemon_has_its_id()
    {
        await _work.AnalyzedAsync();
        _work.Write("analyzed.toml", new AnalyzedToml { RunImage = new AnalyzedRunImage { Reference = "a.test/run" } }.ToToml());
        var result = await _work.ExportAsync(await _work.InputsAsync() with { Images = new IdsOnly(_work.Store) });
        var report = await ReportToml.ReadAsync(_work["report.toml"], Token);
        Assert.Equal((result.Image.Identifier, "", "a.test/app"), (report.ImageId, report.Digest, Assert.Single(report.Tags)));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What an extender leaves: a layout of the run image with one layer more.</summary>
    private async Task ExtendAsync(NewImage run, string rebasable)
    {
        var extended = run with
        {
            Layers = [.. run.Layers, TestImages.Layer("added")],
            Config = run.Config.WithLabel(Rebasable, rebasable).WithEnv("EXTENDED", "1"),
        };
        await new LayoutImageStore(_work["extending"]).SaveAsync(extended, "a.test/extended");
        Directory.CreateDirectory(_work["layers/extended/run"]);
        Directory.Move(_work["extending/a.test/extended/latest"], _work["layers/extended/run/sha256_x"]);
    }

    private async Task<IEnumerable<string>> FilesAsync(string createdBy) =>
        (await _work.EntriesAsync(createdBy)).Where(entry => entry.Type == Oci.Layers.TarEntryType.File).Select(entry => entry.Name);

    private Task<Image?> FindAsync(string name) => _work.Store.FindAsync(ImageReference.Parse(name), null, Token);

    /// <summary>A store that, like a daemon, has ids and no manifests.</summary>
    private sealed class IdsOnly(LayoutImageStore inner) : IImageStore
    {
        public Task<Image?> FindAsync(
            ImageReference reference, Oci.Images.Platform? platform = null, CancellationToken cancellationToken = default) =>
            inner.FindAsync(ImageReference.Parse("a.test/run"), platform, cancellationToken);

        public async Task<SavedImage> SaveAsync(
            NewImage image, ImageReference name, IReadOnlyList<ImageReference> additionalNames, CancellationToken cancellationToken = default)
        {
            var saved = await inner.SaveAsync(image, name, additionalNames, cancellationToken);
            return new SavedImage(saved.ImageId.Hex, saved.ImageId);
        }

        public Task<ImageAccess> CheckReadAsync(ImageReference reference, CancellationToken cancellationToken = default) =>
            inner.CheckReadAsync(reference, cancellationToken);

        public Task<ImageAccess> CheckWriteAsync(ImageReference reference, CancellationToken cancellationToken = default) =>
            inner.CheckWriteAsync(reference, cancellationToken);
    }
}
