using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Images;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>Ctrl-C: the end is quick and clean, and the next build does not notice.</summary>
[Trait("needs", "aot")]
public sealed class Interrupting : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);
    private readonly TemporaryFolder _folder = new();
    private readonly Workshop _workshop;

    public Interrupting(Workshop workshop) => _workshop = workshop;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("detect")]
    [InlineData("build")]
    public async Task While_a_buildpack_works_its_children_end_too(string phase)
    {
        var wait = $"if [ -e '{_folder["wait"]}' ]; then sleep 987 & echo $! > '{_folder["child"]}'; echo waiting; wait; fi";
        var tiny = new TinyBuildpack(_folder["app"], phase == "detect" ? wait : "exit 0", phase == "build" ? wait : "");
        await File.WriteAllTextAsync(_folder["wait"], "");
        var desk = new Desk(_workshop, _folder["interrupted"]);

        await InterruptAsync(desk, tiny, () => File.Exists(_folder["child"]) && new FileInfo(_folder["child"]).Length > 1);

        var child = (await File.ReadAllTextAsync(_folder["child"])).Trim();
        Assert.False(await LivesAsync(child), $"sleep ({child}) goes on");
        File.Delete(_folder["wait"]);
        await AssertNextBuildIsGoodAsync(desk, tiny);
    }

    [Fact]
    public async Task While_the_image_is_written_nothing_of_it_is_left()
    {
        // Its content is the same each time, and takes a while to compress.
        var tiny = new TinyBuildpack(_folder["app"], build: """
            mkdir -p "$CNB_LAYERS_DIR/large" && seq 1 12000000 > "$CNB_LAYERS_DIR/large/file"
            printf '[types]\nlaunch = true\ncache = true\n' > "$CNB_LAYERS_DIR/large.toml"
            """);
        var desk = new Desk(_workshop, _folder["interrupted"]);

        await InterruptAsync(desk, tiny, () => false, "EXPORTING");

        await AssertNextBuildIsGoodAsync(desk, tiny);
    }

    private static async Task InterruptAsync(Desk desk, TinyBuildpack tiny, Func<bool> isTime, string? line = null)
    {
        await using var build = Service.Start(await desk.BuildCallAsync(["app", .. tiny.Flags]));
        await build.WaitForAsync(lines => Task.FromResult(isTime() || (line is not null && lines.Any(said => said.Contains(line, StringComparison.Ordinal))) ? "now" : null));
        await build.SignalAsync("INT");

        Assert.Equal(130, await build.WaitForExitAsync(Soon));
        Assert.Equal("interrupted", Assert.Single(build.Lines, said => said.StartsWith("interrupted", StringComparison.Ordinal) || said.StartsWith("error", StringComparison.Ordinal)));
        Assert.Empty(desk.Leftovers);
        Assert.False(File.Exists($"{desk.Work}/out/app/index.json"));
        var layout = Directory.Exists($"{desk.Work}/out") ? Directory.EnumerateFiles($"{desk.Work}/out", "*", SearchOption.AllDirectories) : [];
        Assert.All(layout.Where(file => file.Contains("/blobs/", StringComparison.Ordinal)), file =>
            Assert.Equal($"sha256:{Path.GetFileName(file)}", Digests.Of(File.ReadAllBytes(file))));
    }

    // The same as where nothing was interrupted, and with a cache that is whole: the third build reuses everything.
    private async Task AssertNextBuildIsGoodAsync(Desk desk, TinyBuildpack tiny)
    {
        var alone = new Desk(_workshop, _folder["alone"]);
        var expected = await GoodAsync(alone, tiny);
        Assert.Equal(expected, await GoodAsync(desk, tiny));
        Assert.Equal(expected, await GoodAsync(desk, tiny));
        Assert.Empty(desk.Leftovers);
    }

    private static async Task<string> GoodAsync(Desk desk, TinyBuildpack tiny)
    {
        var result = await desk.BuildAsync(["app", .. tiny.Flags]);
        Assert.True(result.ExitCode == 0, result.Errors + result.Output);
        return (await CheckedImage.ReadLayoutAsync($"{desk.Work}/out/app")).Digest;
    }

    // A child that has ended may wait for somebody to ask for its exit code.
    private static async Task<bool> LivesAsync(string id)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            if (!File.Exists($"/proc/{id}/stat") || (await File.ReadAllTextAsync($"/proc/{id}/stat")).Contains(") Z ", StringComparison.Ordinal))
            {
                return false;
            }

            await Task.Delay(100);
        }

        return true;
    }
}
