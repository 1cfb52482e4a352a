using System.Text.RegularExpressions;

namespace Buildpacks.Net.Lifecycle.Tests.Phases;

/// <summary>What cannot work ends with the specified code and one line that says why.</summary>
public sealed class FailingPhases
{
    [Fact]
    public async Task A_buildpack_of_the_order_that_is_not_there_is_named()
    {
        using var scene = await CreateAsync();
        scene.Put("order.toml", "[[order]]\n[[order.group]]\nid = \"acme/gone\"\nversion = \"2\"\n");
        var line = Error(await scene.FailAsync(1, "detect"));
        Assert.Contains(scene["buildpacks/acme_gone/2/buildpack.toml"], line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_buildpack_of_the_group_that_is_not_there_is_named()
    {
        using var scene = await CreateAsync();
        scene.Put("layers/group.toml", "[[group]]\nid = \"acme/gone\"\nversion = \"2\"\napi = \"0.12\"\n");
        scene.Put("layers/plan.toml", "");
        await scene.OpenAsync();
        var line = Error(await scene.FailAsync(52, "build"));
        Assert.Contains(scene["buildpacks/acme_gone/2/buildpack.toml"], line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("order.toml")]
    [InlineData("buildpacks/acme_app/1/buildpack.toml")]
    public async Task An_error_in_a_document_is_found_by_file_line_and_column(string document)
    {
        using var scene = await CreateAsync();
        scene.Put(document, "# a comment\nkey = = 1\n");
        Assert.Contains($"{scene[document]}:2:7", Error(await scene.FailAsync(1, "detect")), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(scene["layers"]));
    }

    [Theory]
    [InlineData("[types]\nlaunch = 1\n", "dep.toml:2:")]
    [InlineData("[types\n", "dep.toml:1:")]
    public async Task An_error_in_what_a_buildpack_wrote_is_found_by_file_line_and_column(string layer, string place)
    {
        using var scene = await CreateAsync();
        scene.Script("build", $"mkdir -p $CNB_LAYERS_DIR/dep; printf '{layer.Replace("\n", "\\n", StringComparison.Ordinal)}' >$CNB_LAYERS_DIR/dep.toml");
        await scene.RunAsync("analyze", PhaseScene.App);
        await scene.RunAsync("detect");
        var line = Error(await scene.FailAsync(52, "build"));
        Assert.Contains(place, line, StringComparison.Ordinal);
        Assert.Contains("acme/app", line, StringComparison.Ordinal);
        Assert.False(File.Exists(scene["layers/config/metadata.toml"]));
    }

    [Theory]
    [InlineData("exit 100", 20)]
    [InlineData("exit 1", 21)]
    [InlineData("kill -9 $$", 21)]
    public async Task A_detection_that_nobody_passes_tells_refusals_from_errors(string script, int code)
    {
        using var scene = await CreateAsync();
        scene.Script("detect", $"echo what the buildpack says; {script}");
        var lines = await scene.FailAsync(code, "detect");
        Assert.Contains("what the buildpack says", lines);
        Assert.Empty(Directory.GetFileSystemEntries(scene["layers"]));
        Assert.Empty(Directory.GetFileSystemEntries(scene["tmp"]));
    }

    [Theory]
    [InlineData("exit 7", "acme/app@1 failed: its bin/build ended with exit code 7")]
    [InlineData("kill -9 $$", "acme/app@1 failed: its bin/build was ended by signal 9")]
    public async Task A_build_that_fails_says_which_buildpack_and_how(string script, string message)
    {
        using var scene = await CreateAsync();
        scene.Script("build", $"echo what the buildpack says; {script}");
        await scene.RunAsync("analyze", PhaseScene.App);
        await scene.RunAsync("detect");
        var lines = await scene.FailAsync(51, "build");
        Assert.Contains("what the buildpack says", lines);
        Assert.Contains(message, Error(lines), StringComparison.Ordinal);
        Assert.False(File.Exists(scene["layers/config/metadata.toml"]));
        Assert.Empty(Directory.GetFileSystemEntries(scene["tmp"]));
    }

    [Fact]
    public async Task A_build_that_fails_leaves_the_image_and_the_cache_of_the_last_one()
    {
        using var scene = await CreateAsync();
        await scene.RunAsync("create", "-cache-dir", scene["cache"], PhaseScene.App);
        var image = (await scene.FindAppAsync())!.Identifier;
        var cache = Directory.GetFileSystemEntries(scene["cache/committed"], "*", SearchOption.AllDirectories);
        scene.Script("build", "exit 1");
        await scene.FailAsync(51, "create", "-cache-dir", scene["cache"], PhaseScene.App);
        Assert.Equal(image, (await scene.FindAppAsync())!.Identifier);
        Assert.Equal(cache, Directory.GetFileSystemEntries(scene["cache/committed"], "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("analyze", 32)]
    [InlineData("create", 32)]
    public async Task A_registry_that_is_not_there_is_named_once(string phase, int code)
    {
        using var scene = await CreateAsync();
        var line = Error(await scene.FailAsync(code, phase, "-layout=false", "-run-image", "127.0.0.1:1/run", "127.0.0.1:1/app"));
        Assert.Contains("127.0.0.1:1 cannot be connected to: Connection refused", line, StringComparison.Ordinal);
        Assert.Contains("(tried 3 times)", line, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(line, "Connection refused"));
    }

    [Fact]
    public async Task A_cache_image_in_a_registry_that_is_not_there_is_named()
    {
        using var scene = await CreateAsync();
        await scene.RunAsync("analyze", PhaseScene.App);
        await scene.RunAsync("detect");
        var line = Error(await scene.FailAsync(1, "restore", "-cache-image", "127.0.0.1:1/cache"));
        Assert.Single(Regex.Matches(line, "Connection refused"));
    }

    private static Task<PhaseScene> CreateAsync() => PhaseScene.CreateAsync(Path.Combine(AppContext.BaseDirectory, "lifecycle"));

    private static string Error(IEnumerable<string> lines) =>
        Assert.Single(lines, line => line.StartsWith("ERROR: ", StringComparison.Ordinal));
}
