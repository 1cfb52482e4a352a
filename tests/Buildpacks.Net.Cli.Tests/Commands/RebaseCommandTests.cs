using System.Text.Json;
using Buildpacks.Net.Cli.MachineBase;
using Buildpacks.Net.Cli.Tests.Inspect;
using Buildpacks.Net.Oci.Archives;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Cli.Tests.Commands;

public sealed class RebaseCommandTests : IDisposable
{
    private const string LocalBase = "layout.local/base:latest";
    private static readonly NewImage Old = SampleImages.Base("old");
    private static readonly NewImage New = SampleImages.Base("new") with { Layers = [.. SampleImages.Base("new").Layers, SampleImages.Layer(("etc/more", "more"))] };
    private static readonly NewImage App = SampleImages.App(Old, runImage: LocalBase);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_build_in_out_stands_on_the_new_base_and_its_own_layers_are_as_they_were()
    {
        await SaveAsync(App, New);
        var call = await CommandCall.SucceedAsync(_folder.Path, "rebase", "app", "--run-image", "oci:base");

        var image = await SampleImages.ReadAsync(_folder["out/app"], "latest");
        Assert.Equal(DiffIds(New, App), image.Config.DiffIds);
        Assert.Contains($"Digest:    {image.Manifest!.Digest}", call.Output, StringComparison.Ordinal);
        Assert.Contains("2 of the old base replaced by 3; no layer of the app was touched, all 3 are as they were", call.Output, StringComparison.Ordinal);
        Assert.Contains("New base:  layout.local/base:latest (layout.local/base@sha256:", call.Output, StringComparison.Ordinal);
        Assert.Equal("", call.Error);
        Assert.DoesNotContain(_folder.Path, image.Config.GetLabel(LifecycleMetadataLabel.Name), StringComparison.Ordinal);
        Assert.DoesNotContain(Old.Layers[0].Descriptor!.Digest.Hex, Directory.GetFiles(_folder["out/app/blobs/sha256"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Json_is_one_object()
    {
        await SaveAsync(App, New);
        var call = await CommandCall.SucceedAsync(_folder.Path, "rebase", "app", "--run-image", "oci:base", "--output-format", "json");

        using var document = JsonDocument.Parse(call.Output);
        var root = document.RootElement;
        Assert.Equal(
            ["name", "location", "tags", "digest", "changed", "oldBase", "newBase", "appLayerCount", "warnings"], root.EnumerateObject().Select(member => member.Name));
        Assert.True(root.GetProperty("changed").GetBoolean());
        Assert.Equal($"oci:{_folder["out/app"]}:latest", root.GetProperty("location").GetString());
        Assert.Equal(Old.Layers[^1].DiffId.ToString(), root.GetProperty("oldBase").GetProperty("topLayer").GetString());
        Assert.Equal(New.Layers[^1].DiffId.ToString(), root.GetProperty("newBase").GetProperty("topLayer").GetString());
        Assert.Equal(3, root.GetProperty("appLayerCount").GetInt32());
    }

    [Fact]
    public async Task An_image_on_its_own_base_says_that_nothing_changed()
    {
        await SaveAsync(App, Old);
        var call = await CommandCall.SucceedAsync(_folder.Path, "rebase", "app", "--run-image", "oci:base");
        Assert.StartsWith("Rebased app, onto the base that it already had:", call.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_names_of_the_only_image_of_a_layout_move_and_the_report_is_written()
    {
        await App.SaveAsync(_folder["layout"], "1", "stable");
        await New.SaveAsync(_folder["base"], "latest");
        await CommandCall.SucceedAsync(_folder.Path, "rebase", "oci:layout", "--run-image", "oci:base", "--tag", "app:extra", "--report-output-dir", "reports");

        var digests = new HashSet<Digest>();
        foreach (var name in (string[])["1", "stable", "extra"])
        {
            digests.Add((await SampleImages.ReadAsync(_folder["layout"], name)).Manifest!.Digest);
        }

        Assert.Contains(Assert.Single(digests).ToString(), await File.ReadAllTextAsync(_folder["reports/report.toml"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_of_a_layout_moves_alone()
    {
        var before = await App.SaveAsync(_folder["layout"], "1", "2");
        await New.SaveAsync(_folder["base"], "latest");
        await CommandCall.SucceedAsync(_folder.Path, "rebase", "oci:layout:2", "--run-image", "oci:base");

        Assert.Equal(before.ManifestDigest, (await SampleImages.ReadAsync(_folder["layout"], "1")).Manifest!.Digest);
        Assert.NotEqual(before.ManifestDigest, (await SampleImages.ReadAsync(_folder["layout"], "2")).Manifest!.Digest);
    }

    [Fact]
    public async Task An_archive_is_replaced_and_keeps_its_names()
    {
        var archive = new ArchiveImageStore(_folder["app.tar"]);
        var (name, other) = (ImageReference.Parse("app"), ImageReference.Parse("registry.example/app:2"));
        await archive.SaveAsync(App, name, [other], TestContext.Current.CancellationToken);
        await New.SaveAsync(_folder["base"], "latest");
        await CommandCall.SucceedAsync(_folder.Path, "rebase", "archive:app.tar", "--run-image", "oci:base");

        foreach (var reference in (ImageReference[])[name, other])
        {
            var image = await archive.FindAsync(reference, null, TestContext.Current.CancellationToken);
            Assert.Equal(DiffIds(New, App), image!.Config.DiffIds);
        }
    }

    [Fact]
    public async Task A_base_can_come_from_an_archive_and_goes_by_the_name_it_has_there()
    {
        await SampleImages.App(Old).SaveAsync(_folder["out/app"], "latest");
        await new ArchiveImageStore(_folder["base.tar"]).SaveAsync(New, ImageReference.Parse(SampleImages.RunImage), [], TestContext.Current.CancellationToken);
        await CommandCall.SucceedAsync(_folder.Path, "rebase", "app", "--run-image", "archive:base.tar");

        var label = LifecycleMetadataLabel.TryParse((await SampleImages.ReadAsync(_folder["out/app"])).Config.GetLabel(LifecycleMetadataLabel.Name)!);
        Assert.StartsWith("registry.example/base/run@sha256:", label!.RunImage.Reference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_previous_image_stays_as_it_is()
    {
        var before = await App.SaveAsync(_folder["out/app"], "1");
        await New.SaveAsync(_folder["base"], "latest");
        await CommandCall.SucceedAsync(_folder.Path, "rebase", "team/next:2", "--previous-image", "app:1", "--run-image", "oci:base");

        Assert.Equal(before.ManifestDigest, (await SampleImages.ReadAsync(_folder["out/app"], "1")).Manifest!.Digest);
        Assert.Equal(DiffIds(New, App), (await SampleImages.ReadAsync(_folder["out/team/next"], "2")).Config.DiffIds);
    }

    [Fact]
    public async Task The_rebased_image_goes_to_another_place_when_told_so()
    {
        await SaveAsync(App, New);
        var call = await CommandCall.SucceedAsync(_folder.Path, "rebase", "app", "--run-image", "oci:base", "--output", "archive:new.tar");

        Assert.Contains($"archive:{_folder["new.tar"]}", call.Output, StringComparison.Ordinal);
        var image = await new ArchiveImageStore(_folder["new.tar"]).FindAsync(ImageReference.Parse("app"), null, TestContext.Current.CancellationToken);
        Assert.Equal(DiffIds(New, App), image!.Config.DiffIds);
        Assert.Equal(DiffIds(Old, App), (await SampleImages.ReadAsync(_folder["out/app"])).Config.DiffIds);
    }

    [Fact]
    public async Task A_base_made_from_a_machine_cannot_be_found_again_but_can_be_replaced()
    {
        var machine = Old.WithLabel(ImageTarget.IdLabel, MachineBaseImage.Id).WithLabel("io.buildpacks.rebasable", "false");
        await SaveAsync(SampleImages.App(machine, runImage: "machine.local/run"), New);
        await FailsAsync(72, "made from the files of the machine that built it (label io.buildpacks.base.id=buildpacks-net.machine)", "app");
        await FailsAsync(72, "its label io.buildpacks.rebasable is false", "app", "--run-image", "oci:base");

        var call = await CommandCall.SucceedAsync(_folder.Path, "rebase", "app", "--run-image", "oci:base", "--force");
        Assert.Contains("going on because of --force", call.Error, StringComparison.Ordinal);
        Assert.Equal("acme.base", (await SampleImages.ReadAsync(_folder["out/app"])).Config.GetLabel(ImageTarget.IdLabel));
    }

    [Fact]
    public async Task A_base_of_a_folder_must_be_named()
    {
        await SaveAsync(App, New);
        await FailsAsync(72, "its base layout.local/base:latest was in a folder or file of the machine that built it; name the new one with --run-image", "app");
    }

    [Fact]
    public async Task A_base_for_another_target_is_refused_with_the_very_fields()
    {
        var other = SampleImages.Base("new", version: "13");
        await SaveAsync(App, other with { Config = other.Config with { Architecture = "s390x" } });
        var call = await FailsAsync(72, "override with --force", "app", "--run-image", "oci:base");

        Assert.Contains("the architecture of the base is 's390x'", call.Error, StringComparison.Ordinal);
        Assert.Contains("the label io.buildpacks.base.distro.version of the base is '13' and that of the image '12'", call.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("distro.name", call.Error, StringComparison.Ordinal);
        Assert.Equal(DiffIds(Old, App), (await SampleImages.ReadAsync(_folder["out/app"])).Config.DiffIds);
    }

    [Fact]
    public async Task A_base_that_the_image_does_not_name_is_refused_with_those_that_it_names()
    {
        await SaveAsync(SampleImages.App(Old), New);
        await FailsAsync(72, "they name registry.example/base/run:1, mirror.example/run:1", "app", "--run-image", "oci:base");
    }

    [Theory]
    [InlineData(2, "--publish is for images in a registry", "oci:out/app", "--publish")]
    [InlineData(2, "--publish and --output docker say two places", "app", "--publish", "--output", "docker")]
    [InlineData(2, "is no place for an image", "app", "--output", "there")]
    [InlineData(2, "--previous-image", "oci:out/app", "--output", "archive:new.tar")]
    [InlineData(72, "there is no folder", "oci:nowhere")]
    [InlineData(72, "there is no folder", "app", "--run-image", "oci:nowhere")]
    public async Task What_cannot_be_done_is_said(int code, string words, params string[] arguments)
    {
        await App.SaveAsync(_folder["out/app"], "latest");
        await FailsAsync(code, words, arguments);
    }

    private static IEnumerable<Digest> DiffIds(NewImage stand, NewImage app) =>
        stand.Layers.Concat(app.Layers.Skip(Old.Layers.Count)).Select(layer => layer.DiffId);

    private async Task SaveAsync(NewImage app, NewImage stand)
    {
        await app.SaveAsync(_folder["out/app"], "latest");
        await stand.SaveAsync(_folder["base"], "latest");
    }

    private async Task<CommandCall> FailsAsync(int code, string words, params string[] arguments)
    {
        var call = await CommandCall.RunAsync(_folder.Path, ["rebase", .. arguments]);
        Assert.Contains(words, call.Error, StringComparison.Ordinal);
        Assert.Equal(code, call.ExitCode);
        return call;
    }
}
