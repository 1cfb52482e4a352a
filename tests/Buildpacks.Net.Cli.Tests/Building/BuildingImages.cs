using System.Text.Json;

namespace Buildpacks.Net.Cli.Tests.Building;

public sealed class BuildingImages : IDisposable
{
    private readonly CnbWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task An_application_becomes_a_layout_below_out()
    {
        await _work.BuildAsync("--env", "GREETING=hi there");

        var image = await _work.ImageAsync();
        var files = await CnbWorkspace.FilesAsync(image);
        Assert.Equal("hi there\n", files["/layers/acme_tool/data/word"]);
        Assert.Equal("hello\n", files["/workspace/hello.txt"]);
        Assert.Equal("a launcher", files["/cnb/lifecycle/launcher"]);
        Assert.Equal(["/cnb/process/web"], image.Config.Config.Entrypoint);
        Assert.Equal("1002:1000", image.Config.Config.User);
        Assert.Empty(_work.Leftovers);
    }

    [Fact]
    public async Task The_closing_lines_say_what_was_built_and_how_to_run_it()
    {
        await _work.BuildAsync();
        var image = await _work.ImageAsync();

        Assert.Contains($"digest     {image.Manifest!.Digest}", _work.Output, StringComparison.Ordinal);
        Assert.Contains("image      oci:out/app:latest", _work.Output, StringComparison.Ordinal);
        Assert.Contains("reused     nothing", _work.Output, StringComparison.Ordinal);
        Assert.Contains("phases     analyze ", _work.Output, StringComparison.Ordinal);
        Assert.Contains("made from this machine", _work.Output, StringComparison.Ordinal);
        Assert.Contains("skopeo copy oci:out/app:latest docker-daemon:app:latest && docker run --rm -e PORT=8080 -p 8080:8080 app:latest", _work.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_build_reuses_every_layer_and_gives_the_same_image()
    {
        await _work.BuildAsync();
        var first = (await _work.ImageAsync()).Manifest!.Digest;
        await _work.BuildAsync();

        Assert.Equal(first, (await _work.ImageAsync()).Manifest!.Digest);
        Assert.Contains("reused     acme/tool:data", _work.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("made       ", _work.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_image_shows_neither_folders_nor_modes_of_who_built_it()
    {
        using var other = new CnbWorkspace();
        File.SetUnixFileMode(other["app/hello.txt"], UnixFileMode.UserRead);
        await _work.BuildAsync();
        await other.BuildAsync();

        Assert.Equal((await _work.ImageAsync()).Manifest!.Digest, (await other.ImageAsync()).Manifest!.Digest);
    }

    [Fact]
    public async Task Blobs_that_no_image_of_the_folder_needs_are_removed()
    {
        await _work.BuildAsync("--env", "GREETING=one");
        var before = Directory.GetFiles(_work["out/app/blobs/sha256"]).Length;
        await _work.BuildAsync("--env", "GREETING=two");

        Assert.Equal(before, Directory.GetFiles(_work["out/app/blobs/sha256"]).Length);
    }

    [Fact]
    public async Task The_source_stays_as_it_is()
    {
        _work.WriteBuildpack("tool", "exit 0", "rm hello.txt; touch made; chmod 500 .");
        await _work.BuildAsync();

        Assert.Equal(["hello.txt"], Directory.GetFiles(_work["app"]).Select(Path.GetFileName));
        Assert.Contains("/workspace/made", (await CnbWorkspace.FilesAsync(await _work.ImageAsync())).Keys);
        Assert.Empty(_work.Leftovers);
    }

    [Fact]
    public async Task Images_of_earlier_builds_are_no_source()
    {
        await _work.RunAsync("build", "app", "--path", ".", "--buildpack", "tool");
        var code = await _work.RunAsync("build", "app", "--path", ".", "--buildpack", "tool");

        Assert.Equal(0, code);
        Assert.DoesNotContain((await CnbWorkspace.FilesAsync(await _work.ImageAsync())).Keys, name => name.StartsWith("/workspace/out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tags_are_further_names_of_the_same_image()
    {
        await _work.BuildAsync("--tag", "app:one,app:two", "-t", "app:three");

        var digest = (await _work.ImageAsync()).Manifest!.Digest;
        Assert.All(["one", "two", "three"], tag => Assert.Equal(digest, _work.ImageAsync(tag: tag).GetAwaiter().GetResult().Manifest!.Digest));
    }

    [Fact]
    public async Task A_run_image_can_come_from_a_layout()
    {
        await _work.BuildAsync();
        await _work.BuildAsync("--run-image", "oci:out/app:latest", "--output", "oci:second");

        var first = await _work.ImageAsync();
        var second = await _work.ImageAsync("second");
        Assert.Equal(first.Layers.Select(layer => layer.DiffId), second.Layers.Take(first.Layers.Count).Select(layer => layer.DiffId));
        Assert.Contains($"base       layout.local/app@{first.Manifest!.Digest}", _work.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_of_creation_can_be_chosen()
    {
        await _work.BuildAsync("--creation-time", "1700000000");
        Assert.Equal("2023-11-14T22:13:20Z", (await _work.ImageAsync()).Config.Created.ToString());
        _work.Environment = _work.Environment.With("SOURCE_DATE_EPOCH", "1600000000");
        await _work.BuildAsync();
        Assert.Equal("2020-09-13T12:26:40Z", (await _work.ImageAsync()).Config.Created.ToString());
    }

    [Fact]
    public async Task Reports_and_bills_of_materials_are_copied_where_they_are_asked_for()
    {
        _work.WriteBuildpack("tool", "exit 0", """
            echo '{"bomFormat":"CycloneDX"}' >"$CNB_LAYERS_DIR/launch.sbom.cdx.json"
            """);
        _work.Write("tool/buildpack.toml", await File.ReadAllTextAsync(_work["tool/buildpack.toml"]) + "\n");
        await File.WriteAllTextAsync(_work["tool/buildpack.toml"], """
            api = "0.12"
            [buildpack]
            id = "acme/tool"
            version = "1.2.3"
            sbom-formats = ["application/vnd.cyclonedx+json"]
            """);
        await _work.BuildAsync("--report-output-dir", "reports", "--sbom-output-dir", "sboms");

        Assert.Contains((await _work.ImageAsync()).Manifest!.Digest.ToString(), await File.ReadAllTextAsync(_work["reports/report.toml"]), StringComparison.Ordinal);
        Assert.True(File.Exists(_work["sboms/launch/acme_tool/sbom.cdx.json"]));
    }

    [Fact]
    public async Task Quiet_says_nothing_but_what_was_built()
    {
        await _work.BuildAsync("--quiet");

        Assert.Equal($"app@{(await _work.ImageAsync()).Manifest!.Digest}\n", _work.Output);
    }

    [Fact]
    public async Task Machines_get_a_line_of_json_for_each_event()
    {
        await _work.BuildAsync("--output-format", "json");

        var events = _work.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var result = events[^1];
        Assert.Equal("result", result.GetProperty("event").GetString());
        Assert.Equal((await _work.ImageAsync()).Manifest!.Digest.ToString(), result.GetProperty("digest").GetString());
        Assert.Equal(
            ["analyzing", "detecting", "restoring", "building", "exporting"],
            events.Where(item => item.GetProperty("event").GetString() == "phase").Select(item => item.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task An_archive_is_a_place_too()
    {
        await _work.BuildAsync("--output", "archive:app.tar");
        var first = await File.ReadAllBytesAsync(_work["app.tar"]);
        await _work.BuildAsync("--output", "archive:app.tar");

        Assert.Equal(first, await File.ReadAllBytesAsync(_work["app.tar"]));
        Assert.Contains("docker load -i app.tar && docker run", _work.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cleared_cache_forgets_layers()
    {
        _work.WriteBuildpack("tool", "exit 0", """
            ls "$CNB_LAYERS_DIR"/kept/file 2>/dev/null && echo "found the layer"
            mkdir -p "$CNB_LAYERS_DIR/kept" && touch "$CNB_LAYERS_DIR/kept/file"
            printf '[types]\ncache = true\n' >"$CNB_LAYERS_DIR/kept.toml"
            """);
        await _work.BuildAsync();
        await _work.BuildAsync();
        Assert.Contains("found the layer", _work.Output, StringComparison.Ordinal);
        await _work.BuildAsync("--clear-cache");
        Assert.DoesNotContain("found the layer", _work.Output, StringComparison.Ordinal);
    }
}
