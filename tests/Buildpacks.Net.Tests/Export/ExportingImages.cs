using Buildpacks.Net.Export;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.TestKit.Registries;
using Buildpacks.Net.Tests.Platform;

namespace Buildpacks.Net.Tests.Export;

public sealed class ExportingImages : IDisposable
{
    private readonly ExportWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task An_image_has_the_layers_in_the_order_of_the_specification()
    {
        _work.WriteLayer("b", "b", "launch");
        _work.WriteLayer("a", "a", "launch", "build");
        _work.WriteLayer("kept-out", "x", "build");
        _work.Write("layers/sbom/launch/acme_tool/a/sbom.cdx.json", "{}");
        _work.Metadata("[[processes]]\ntype = \"web\"\ncommand = [\"run\"]\ndirect = true\n[[slices]]\npaths = [\"main\"]\n");
        var result = await _work.ExportAsync();

        var app = (await _work.AppAsync())!;
        Assert.Equal(
            [
                "Layer: 'a', Created by buildpack: acme/tool@1", "Layer: 'b', Created by buildpack: acme/tool@1", "Software Bill-of-Materials",
                "Application Slice: 1", "Application Slice: 2", "Buildpacks Application Launcher", "Buildpacks Launcher Config",
                "Buildpacks Process Types",
            ],
            app.Layers.Skip(1).Select(layer => layer.History!.CreatedBy));
        Assert.Equal(app.Layers.Skip(1).Select(layer => layer.DiffId), result.Layers.Select(layer => layer.DiffId));
        Assert.All(result.Layers, layer => Assert.Equal(LayerOrigin.New, layer.Origin));
        Assert.All(app.Config.History, entry => Assert.Equal(Timestamp.Reproducible, entry.Created));
    }

    [Fact]
    public async Task Files_belong_to_the_build_user_and_their_parents_to_whom_they_belong_on_disk()
    {
        _work.WriteLayer("a", "a", "launch");
        await _work.ExportAsync();

        var entries = await _work.EntriesAsync("Layer: 'a'");
        Assert.Equal($"{_work.LayersFolder}/acme_tool/a/file", entries[^1].Name);
        Assert.Equal((1234, 4321), (entries[^1].UserId, entries[^1].GroupId));
        Assert.Equal((1234, 4321), (entries[^2].UserId, entries[^2].GroupId));
        Assert.NotEqual(1234, entries[^3].UserId);
    }

    [Fact]
    public async Task Files_of_the_app_are_sorted_by_their_whole_path()
    {
        _work.Write("app/a/x", "");
        _work.Write("app/a-b", "");
        await _work.ExportAsync();

        var names = (await _work.EntriesAsync("Application Layer")).Select(entry => entry.Name).SkipWhile(name => name != _work["app"]);
        Assert.Equal([_work["app"], _work["app/a"], _work["app/a-b"], _work["app/a/x"], _work["app/main"]], names);
    }

    [Fact]
    public async Task A_linked_app_folder_is_exported_with_its_content()
    {
        Directory.Move(_work["app"], _work["elsewhere"]);
        File.CreateSymbolicLink(_work["app"], "elsewhere");
        await _work.ExportAsync();

        var entries = await _work.EntriesAsync("Application Layer");
        Assert.Equal((TarEntryType.Directory, _work["app"]), (entries[^2].Type, entries[^2].Name));
        Assert.Equal((TarEntryType.File, _work["app/main"]), (entries[^1].Type, entries[^1].Name));
    }

    [Fact]
    public async Task The_default_process_becomes_the_entry_point()
    {
        _work.Metadata("buildpack-default-process-type = \"web\"\n[[processes]]\ntype = \"web\"\ncommand = [\"x\"]\n[[processes]]\ntype = \"job\"\ncommand = [\"y\"]\n");
        await _work.ExportAsync();
        Assert.Equal(["/cnb/process/web"], (await _work.AppAsync())!.Config.Config.Entrypoint);

        await _work.ExportAsync(await _work.InputsAsync() with { ProcessType = "job" });
        Assert.Equal(["/cnb/process/job"], (await _work.AppAsync())!.Config.Config.Entrypoint);

        var fault = await FailAsync(await _work.InputsAsync() with { ProcessType = "gone" });
        Assert.Equal(ExportFault.BadProcess, fault.Code);
        Assert.Contains("web, job", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("")]
    public async Task Process_types_that_cannot_name_a_link_are_refused(string type)
    {
        _work.Metadata($"[[processes]]\ntype = \"{type}\"\ncommand = [\"x\"]\n");
        Assert.Equal(ExportFault.BadProcess, (await FailAsync()).Code);
    }

    [Fact]
    public async Task A_path_with_an_equals_sign_is_kept()
    {
        var run = TestImages.Base("run");
        await _work.Store.SaveAsync(
            run with { Config = run.Config with { Config = run.Config.Config with { Env = ["PATH=/a=b", "A=1"], Cmd = ["sh"] } } }, "a.test/run");
        await _work.ExportAsync();

        var config = (await _work.AppAsync())!.Config.Config;
        Assert.Equal("PATH=/cnb/process:/cnb/lifecycle:/a=b", config.Env[0]);
        Assert.Contains($"CNB_APP_DIR={_work["app"]}", config.Env);
        Assert.Empty(config.Cmd);
        Assert.Equal(_work["app"], config.WorkingDir);
    }

    [Fact]
    public async Task Labels_say_what_the_image_is_made_of()
    {
        _work.WriteLayer("a", "a", "launch", "cache");
        _work.Write("layers/acme_tool/store.toml", "[metadata]\nlast = 7\n");
        _work.Metadata("[[labels]]\nkey = \"l\"\nvalue = \"1\"\n[[labels]]\nkey = \"l\"\nvalue = \"2\"\n[[buildpacks]]\nid = \"acme/tool\"\nversion = \"1\"\n");
        var result = await _work.ExportAsync(await _work.InputsAsync("0.15") with { Launcher = new LauncherSource("1.2", "repo", "c0ffee") });

        var labels = (await _work.AppAsync())!.Config.Config.Labels;
        var sha = result.Layers.Single(layer => layer.Identifier == "acme/tool:a").DiffId;
        Assert.Contains(
            $$$$"""{"key":"acme/tool","version":"1","layers":{"a":{"sha":"{{{{sha}}}}","data":{"v":1},"build":false,"launch":true,"cache":true}},"store":{"metadata":{"last":7}}}""",
            labels["io.buildpacks.lifecycle.metadata"],
            StringComparison.Ordinal);
        Assert.Equal(
            """{"buildpacks":[{"id":"acme/tool","version":"1"}],"launcher":{"version":"1.2","source":{"git":{"repository":"repo","commit":"c0ffee"}}},"processes":null}""",
            labels["io.buildpacks.build.metadata"]);
        Assert.Equal(("{}", "production", "2"), (labels["io.buildpacks.project.metadata"], labels["io.buildpacks.exec-env"], labels["l"]));
    }

    [Fact]
    public async Task The_creation_time_is_the_one_asked_for()
    {
        await _work.ExportAsync(await _work.InputsAsync() with { CreationTime = DateTimeOffset.FromUnixTimeSeconds(86_400) });
        Assert.Equal("1970-01-02T00:00:00Z", (await _work.AppAsync())!.Config.Created.ToString());

        await _work.ExportAsync(await _work.InputsAsync("0.8") with { CreationTime = DateTimeOffset.FromUnixTimeSeconds(86_400) });
        Assert.Equal(Timestamp.Reproducible, (await _work.AppAsync())!.Config.Created);
    }

    [Fact]
    public async Task An_unchanged_layer_is_reused_and_a_changed_one_is_not()
    {
        _work.WriteLayer("same", "x", "launch");
        _work.WriteLayer("changes", "1", "launch");
        await _work.ExportAsync();
        await _work.AnalyzedAsync();
        _work.WriteLayer("changes", "2", "launch");
        var result = await _work.ExportAsync();

        var origins = result.Layers.ToDictionary(layer => layer.Identifier, layer => layer.Origin);
        Assert.Equal((LayerOrigin.Unchanged, LayerOrigin.Changed), (origins["acme/tool:same"], origins["acme/tool:changes"]));
        Assert.Equal(LayerOrigin.Unchanged, origins["slice-1"]);
        Assert.Contains("Reusing layer 'acme/tool:same': its content is that of the previous image", _work.Log.Lines());
    }

    [Fact]
    public async Task A_layer_without_content_is_kept_from_the_previous_image()
    {
        _work.WriteLayer("kept", "x", "launch");
        var first = await _work.ExportAsync();
        await _work.AnalyzedAsync();
        _work.Clean();
        _work.Describe("kept", "launch");
        var second = await _work.ExportAsync();

        Assert.Equal(LayerOrigin.Kept, second.Layers.Single(layer => layer.Identifier == "acme/tool:kept").Origin);
        Assert.Equal(first.Image.ManifestDigest, second.Image.ManifestDigest);
    }

    [Theory]
    [InlineData("launch")]
    [InlineData("launch", "cache")]
    public async Task A_layer_without_content_that_nobody_has_is_a_fault(params string[] types)
    {
        _work.Describe("never", types);
        Assert.Equal(ExportFault.NoContent, (await FailAsync()).Code);
    }

    [Fact]
    public async Task The_report_of_a_layout_names_folders_and_no_digest()
    {
        var inputs = await _work.InputsAsync() with { AdditionalNames = [ImageName.Parse("a.test/app:v1"), ImageName.Parse("a.test/other")] };
        await _work.ExportAsync(inputs);

        var report = await ReportToml.ReadAsync(_work["report.toml"], TestContext.Current.CancellationToken);
        Assert.Equal([_work["images/a.test/app/latest"], _work["images/a.test/app/v1"], _work["images/a.test/other/latest"]], report.Tags);
        Assert.Equal("", report.Digest);
        Assert.True(report.ManifestSize > 0);
    }

    // Another lifecycle writes the digest of an empty image here. The specification asks for what identifies the run image.
    [Fact]
    public async Task The_label_of_an_image_in_a_layout_names_the_run_image_by_its_own_digest()
    {
        await _work.ExportAsync();
        var label = (await _work.AppAsync())!.Config.GetLabel("io.buildpacks.lifecycle.metadata")!;
        var run = (await _work.Store.FindAsync(ImageReference.Parse("a.test/run"), cancellationToken: TestContext.Current.CancellationToken))!;
        Assert.Contains($"{_work["images/a.test/run/latest"]}@{run.Manifest!.Digest}", label, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_builds_of_the_same_give_the_same_image()
    {
        _work.WriteLayer("a", "a", "launch");
        var first = await _work.ExportAsync();
        File.SetLastWriteTimeUtc(_work["app/main"], DateTime.UnixEpoch);
        var second = await _work.ExportAsync();

        Assert.Equal(first.Image, second.Image);
    }

    [Fact]
    [Trait("needs", "registry")]
    public async Task An_image_in_a_registry_has_one_family_of_media_types_and_can_be_read_back()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var images = new RegistryImageStore();
        var run = await images.SaveAsync(TestImages.Base("run") with { Family = MediaTypeFamily.Docker }, $"{registry.Host}/run");
        _work.Write("analyzed.toml", new AnalyzedToml { RunImage = new AnalyzedRunImage { Reference = run.Identifier } }.ToToml());
        var name = ImageName.Parse($"{registry.Host}/app");
        var result = await _work.ExportAsync(await _work.InputsAsync() with { Images = images, OutputImage = name });

        var app = (await images.FindAsync(name.Reference, null, TestContext.Current.CancellationToken))!;
        Assert.Equal(result.Image.Identifier, app.Identifier);
        Assert.Equal([name.Text], result.Report.Tags);
        Assert.Equal(app.Identifier, $"{registry.Host}/app@{result.Report.Digest}");
        Assert.All(app.Manifest!.Layers, layer => Assert.Equal(MediaTypeFamily.Docker, MediaTypes.FamilyOf(layer.MediaType)));
    }

    [Theory]
    [InlineData("", FailureKind.Export)]
    [InlineData("[[", FailureKind.InvalidArguments)]
    [InlineData("[run-image]\nreference = \"\"\n", FailureKind.InvalidArguments)]
    [InlineData("[run-image]\nreference = \"a b\"\n", FailureKind.InvalidArguments)]
    [InlineData("[run-image]\nreference = \"a.test/gone\"\n", FailureKind.Generic)]
    public async Task A_missing_run_image_is_told_apart_from_bad_documents(string analyzed, FailureKind kind)
    {
        _work.Write("analyzed.toml", analyzed);
        Assert.Equal(kind, (await FailAsync()).Kind);
    }

    [Theory]
    [InlineData("app")]
    [InlineData("launcher")]
    [InlineData("layers/config/metadata.toml")]
    public async Task Without_what_it_needs_nothing_is_written(string missing)
    {
        await _work.InputsAsync();
        WritableTree.Remove(_work[missing]);
        Assert.Equal(FailureKind.Export, (await FailAsync()).Kind);
        Assert.Null(await _work.AppAsync());
        Assert.False(File.Exists(_work["report.toml"]));
        Assert.Empty(Directory.GetFileSystemEntries(_work["spool"]));
    }

    [Fact]
    public async Task Cancelling_leaves_nothing_behind()
    {
        _work.WriteLayer("big", new string('x', 1_000_000), "launch", "cache");
        var inputs = await _work.CachingInputsAsync();
        using var stop = new CancellationTokenSource();
        var stopping = new StopAtFirstLayer(stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ExportPhase.RunAsync(inputs with { Progress = stopping }, stop.Token));
        Assert.Null(await _work.AppAsync());
        Assert.Empty(Directory.GetFileSystemEntries(_work["spool"]));
        Assert.Empty(Directory.GetFileSystemEntries(_work.Committed));
        Assert.False(Directory.Exists(_work["cache/staging"]));
    }

    private async Task<LifecycleException> FailAsync(ExportInputs? inputs = null) =>
        await Assert.ThrowsAsync<LifecycleException>(() => _work.ExportAsync(inputs));

    private sealed class StopAtFirstLayer(CancellationTokenSource stop) : IProgress<LayerProgress>
    {
        public void Report(LayerProgress value) => stop.Cancel();
    }
}
