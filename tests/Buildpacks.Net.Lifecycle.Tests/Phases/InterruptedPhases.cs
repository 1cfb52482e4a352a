using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Lifecycle.Tests.Phases;

/// <summary>Phases that a platform interrupts: one line says so, and nothing half done is left.</summary>
/// <param name="program">The executable.</param>
public abstract class InterruptedPhases(string program)
{
    // One child that wants to stay, and one that goes when it is told to.
    private const string Sleep = """
        (trap '' TERM INT; exec sleep 301) & sleep 302 &
        echo $! >../tmp/started
        wait
        """;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    public static TheoryData<string, int> Signals => new() { { "INT", 130 }, { "TERM", 143 } };

    [Theory]
    [MemberData(nameof(Signals))]
    public async Task Analyze_ends_while_a_registry_says_nothing(string signal, int code)
    {
        using var scene = await PhaseScene.CreateAsync(program);
        await using var server = new HttpTestServer((_, exchange) => Task.Delay(Timeout.Infinite, exchange.Stop));
        using var phase = scene.Start("analyze", "-layout=false", "-run-image", $"{server.Host}/run", $"{server.Host}/app");
        await phase.WaitUntilAsync(() => !server.Requests.IsEmpty);
        await InterruptAsync(scene, phase, signal, code);
        Assert.Empty(Directory.GetFileSystemEntries(scene["layers"]));
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public async Task Detect_ends_with_all_that_buildpacks_started(string signal, int code)
    {
        using var scene = await PhaseScene.CreateAsync(program);
        scene.Script("detect", Sleep);
        await RunUntilAsync(scene, "analyze", PhaseScene.App);
        using var phase = scene.Start("detect");
        await phase.WaitUntilAsync(() => File.Exists(scene["tmp/started"]));
        await InterruptAsync(scene, phase, signal, code);
        Assert.Equal([scene["layers/analyzed.toml"]], Directory.GetFileSystemEntries(scene["layers"]));
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public async Task Restore_ends_while_a_registry_says_nothing(string signal, int code)
    {
        using var scene = await PhaseScene.CreateAsync(program);
        await RunUntilAsync(scene, "detect", PhaseScene.App);
        var before = Directory.GetFileSystemEntries(scene["layers"]).Order(StringComparer.Ordinal);
        await using var server = new HttpTestServer((_, exchange) => Task.Delay(Timeout.Infinite, exchange.Stop));
        using var phase = scene.Start("restore", "-cache-image", $"{server.Host}/cache");
        await phase.WaitUntilAsync(() => !server.Requests.IsEmpty);
        await InterruptAsync(scene, phase, signal, code);
        Assert.Equal(before, Directory.GetFileSystemEntries(scene["layers"]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public async Task Build_ends_with_all_that_the_buildpack_started(string signal, int code)
    {
        using var scene = await PhaseScene.CreateAsync(program);
        scene.Script("build", Sleep);
        await RunUntilAsync(scene, "restore", PhaseScene.App);
        using var phase = scene.Start("build");
        await phase.WaitUntilAsync(() => File.Exists(scene["tmp/started"]));
        await InterruptAsync(scene, phase, signal, code);
        Assert.False(File.Exists(scene["layers/config/metadata.toml"]));
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public async Task Export_leaves_the_image_and_the_cache_of_the_last_build(string signal, int code)
    {
        using var scene = await PhaseScene.CreateAsync(program);
        await scene.RunAsync("create", "-cache-dir", scene["cache"], PhaseScene.App);
        var image = (await scene.FindAppAsync())!.Identifier;
        var cache = Directory.GetFileSystemEntries(scene["cache"], "*", SearchOption.AllDirectories);
        await scene.CleanAsync();
        await RunUntilAsync(scene, "build", PhaseScene.App);
        await using (var large = File.Create(scene["workspace/large"]))
        {
            large.SetLength(1L << 36);
        }

        await scene.OpenAsync();
        using var phase = scene.Start("export", "-cache-dir", scene["cache"], PhaseScene.App);
        await phase.WaitUntilAsync(() => Directory.EnumerateFiles(scene["tmp"], "*.layer", SearchOption.AllDirectories).Any());
        await InterruptAsync(scene, phase, signal, code);
        Assert.Equal(image, (await scene.FindAppAsync())!.Identifier);
        Assert.Equal(cache, Directory.GetFileSystemEntries(scene["cache"], "*", SearchOption.AllDirectories));
        Assert.False(File.Exists(scene["layers/report.toml"]));
    }

    [Fact]
    public async Task After_an_interrupted_build_a_good_one_gives_the_same_image()
    {
        using var scene = await PhaseScene.CreateAsync(program);
        await scene.RunAsync("create", "-cache-dir", scene["cache"], PhaseScene.App);
        var alone = (await scene.FindAppAsync())!.Manifest!.Digest;
        Directory.Delete(scene["layout/a.test/app"], recursive: true);
        Directory.Delete(scene["cache"], recursive: true);
        Directory.CreateDirectory(scene["cache"]);
        await scene.CleanAsync();

        scene.Script("build", Sleep);
        using (var phase = scene.Start("create", "-cache-dir", scene["cache"], PhaseScene.App))
        {
            await phase.WaitUntilAsync(() => File.Exists(scene["tmp/started"]));
            await InterruptAsync(scene, phase, "INT", 130);
        }

        Assert.Null(await scene.FindAppAsync());
        scene.BuildWell();
        await scene.RunAsync("create", "-cache-dir", scene["cache"], PhaseScene.App);
        Assert.Equal(alone, (await scene.FindAppAsync())!.Manifest!.Digest);
    }

    // Runs the phases of a build up to the named one.
    private static async Task RunUntilAsync(PhaseScene scene, string last, string name)
    {
        foreach (var phase in (string[])["analyze", "detect", "restore", "build"])
        {
            string[] cache = phase == "restore" ? ["-cache-dir", scene["cache"]] : [];
            await scene.RunAsync(phase, [.. cache, .. phase == "analyze" ? [name] : Array.Empty<string>()]);
            if (phase == last)
            {
                return;
            }
        }
    }

    private static async Task InterruptAsync(PhaseScene scene, PhaseProcess phase, string signal, int code)
    {
        await phase.SignalAsync(signal);
        Assert.Equal(code, await phase.EndAsync(Soon));
        Assert.Equal(code == 130 ? "ERROR: interrupted" : "ERROR: terminated", Assert.Single(phase.Errors));
        Assert.Empty(await ChildrenAsync(scene));
        File.Delete(scene["tmp/started"]);
        Assert.Empty(Directory.GetFileSystemEntries(scene["tmp"]));
    }

    // Killing takes the system a moment.
    private static async Task<IReadOnlyList<string>> ChildrenAsync(PhaseScene scene)
    {
        for (var i = 0; i < 100 && Running(scene).Count > 0; i++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return Running(scene);
    }

    // Buildpacks are started in the app folder, and what they start stays there.
    private static List<string> Running(PhaseScene scene)
    {
        var found = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                if (new FileInfo($"{process}/cwd").LinkTarget?.StartsWith(scene["workspace"], StringComparison.Ordinal) == true)
                {
                    found.Add(File.ReadAllText($"{process}/cmdline"));
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It has ended, or is somebody else's.
            }
        }

        return found;
    }
}
