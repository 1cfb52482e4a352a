using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Images;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>What people get wrong, and machines: one clear line, the right exit code, and nothing left behind.</summary>
[Trait("needs", "aot")]
public sealed class BadInput : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Workshop _workshop;
    private readonly Desk _desk;
    private readonly TinyBuildpack _tiny;

    public BadInput(Workshop workshop)
    {
        _workshop = workshop;
        _desk = new Desk(workshop, _folder["desk"]);
        _tiny = new TinyBuildpack(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_buildpack_that_is_not_there() =>
        AssertFails(await _desk.BuildAsync("app", "--path", _tiny.Application, "--buildpack", _folder["nowhere"]), 1, _folder["nowhere"]);

    [Fact]
    public async Task A_descriptor_that_is_no_TOML_is_named_with_line_and_column()
    {
        await File.WriteAllTextAsync($"{_tiny.Folder}/buildpack.toml", "api = \"0.11\"\n[buildpack]\nid = = \"test/tiny\"\n");
        AssertFails(await _desk.BuildAsync(["app", .. _tiny.Flags]), null, $"{_tiny.Folder}/buildpack.toml:3:6");
    }

    [Fact]
    public async Task A_project_descriptor_that_is_no_TOML_is_named_with_line_and_column()
    {
        await File.WriteAllTextAsync($"{_tiny.Application}/project.toml", "[_]\nschema-version = \"0.2\"\n\n[io.buildpacks\n");
        AssertFails(await _desk.BuildAsync(["app", .. _tiny.Flags]), null, $"{_tiny.Application}/project.toml:4:");
    }

    [Fact]
    public async Task A_buildpack_that_does_not_pass_ends_with_20()
    {
        var tiny = new TinyBuildpack(_folder["other"], detect: "exit 100");
        AssertFails(await _desk.BuildAsync(["app", .. tiny.Flags]), 20, "BPN3121");
    }

    [Fact]
    public async Task A_buildpack_that_fails_ends_with_51_after_its_own_words()
    {
        var tiny = new TinyBuildpack(_folder["other"], build: "echo 'the oven is cold'; exit 7");
        var result = await _desk.BuildAsync(["app", .. tiny.Flags]);
        AssertFails(result, 51, "test/tiny@1.0.0");
        Assert.Contains("7", result.Errors, StringComparison.Ordinal);
        Assert.Contains("the oven is cold", result.Output + result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "container")]
    public async Task A_full_disk_for_temporary_files()
    {
        var tiny = new TinyBuildpack(_folder["other"], build: TinyBuildpack.LargeLayer(8));
        await using var disk = await SmallDisk.MountAsync(_desk.Temporary, 1024);
        AssertFails(await _desk.BuildAsync(["app", .. tiny.Flags]), null, "");
        Assert.Empty(_desk.Leftovers);
    }

    [Fact]
    [Trait("needs", "container")]
    public async Task A_full_disk_for_the_image()
    {
        var tiny = new TinyBuildpack(_folder["other"], build: TinyBuildpack.LargeLayer(8));
        await using var disk = await SmallDisk.MountAsync(_folder["output"], 4096);
        AssertFails(await _desk.BuildAsync(["app", .. tiny.Flags, "--output", $"oci:{_folder["output"]}/image"]), 62, _folder["output"]);
        Assert.False(File.Exists(_folder["output/image/index.json"]));
    }

    [Fact]
    [Trait("needs", "container")]
    public async Task A_folder_that_may_not_be_written_to()
    {
        await using var disk = await SmallDisk.MountAsync(_folder["output"], 1024);
        await Command.RunAsync("mount", "-o", "remount,ro", _folder["output"]);
        AssertFails(await _desk.BuildAsync(["app", .. _tiny.Flags, "--output", $"oci:{_folder["output"]}/image"]), null, _folder["output"]);
    }

    [Fact]
    public async Task A_registry_where_nobody_listens() => AssertFails(
        await _desk.BuildAsync(["127.0.0.1:1/team/app", .. _tiny.Flags, "--publish"]), 32, "127.0.0.1:1");

    [Fact]
    public async Task A_registry_that_never_answers_is_given_up()
    {
        // It began with the first test, and has waited beside the others.
        AssertFails(await (await _workshop.SilentRegistryAsync()).EndAsync(), 32, "does not answer");
    }

    [Fact]
    public async Task After_a_failure_a_good_build_gives_what_it_would_have_given_without()
    {
        var alone = await GoodAsync(new TinyBuildpack(_folder["fresh"]), "fresh");
        var tiny = new TinyBuildpack(_folder["changing"], build: "exit 1");
        AssertFails(await _desk.BuildAsync(["app", .. tiny.Flags]), 51, "test/tiny");

        Assert.Equal(alone, await GoodAsync(new TinyBuildpack(_folder["changing"]), "afterwards"));
    }

    private async Task<string> GoodAsync(TinyBuildpack tiny, string place)
    {
        var result = await _desk.BuildAsync(["app", .. tiny.Flags, "--output", $"oci:{_folder[$"{place}-image"]}"]);
        Assert.True(result.ExitCode == 0, result.Errors + result.Output);
        return (await CheckedImage.ReadLayoutAsync(_folder[$"{place}-image"])).Digest;
    }

    private void AssertFails(CommandResult result, int? exitCode, string mention)
    {
        var said = $"ended with {result.ExitCode}: {result.Errors}";
        var faults = result.Errors.Split('\n').Where(line => line.StartsWith("error: ", StringComparison.Ordinal)).ToList();
        Assert.True(faults.Count == 1, said);
        Assert.True(exitCode is { } code ? result.ExitCode == code : result.ExitCode is > 0 and < 126, said);
        Assert.Contains(mention, faults[0], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.Matches("BPN[0-9]{4}", faults[0]);
        Assert.Empty(_desk.Leftovers);
    }
}
