using System.Runtime.InteropServices;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Daemons;
using Buildpacks.Net.TestKit.Processes;
using Buildpacks.Net.TestKit.Registries;

[assembly: AssemblyFixture(typeof(Buildpacks.Net.Acceptance.Tests.Workshop))]

// Builds use all cores, and some are timed: one at a time.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>What is expensive and that all tests use: the published <c>cnb</c>, compiled buildpacks, a daemon, a registry, built samples.</summary>
public sealed class Workshop : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<string>> _cnb;
    private readonly Lazy<Task<DockerDaemon>> _daemon = new(DockerDaemon.StartAsync);
    private readonly Lazy<Task<DockerRegistry>> _registry = new(DockerRegistry.StartAsync);
    private readonly Lazy<Task<BuiltSample>> _web;
    private readonly Lazy<Task<string>> _runImage;
    private readonly Lazy<SilentRegistry> _silent;

    public Workshop()
    {
        _cnb = new(PublishAsync);
        _silent = new(() => SilentRegistry.Ask(new Desk(this, _folder["silence-desk"]), _folder["silence"], _folder["cnb"]));
        _web = new(() => BuildAsync("hello-web", "dotnet"));
        _runImage = new(async () => await MachineRunImage.PushAsync((await HelloWebAsync()).Layout, (await RegistryAsync()).Host));
    }

    /// <summary>The sources of everything.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder of the static binaries.</summary>
    public static string Binaries { get; } = Path.Combine(
        Repository, "artifacts", "bin", RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64");

    /// <summary>A sample application.</summary>
    public static string Sample(string buildpack, string name) => Path.Combine(Repository, "buildpacks", buildpack, "samples", name);

    /// <summary>The folder in which <c>cnb</c> was published, with the launcher beside it.</summary>
    public async Task<string> CnbAsync()
    {
        var folder = await _cnb.Value;
        _ = _silent.Value;
        return folder;
    }

    /// <summary>How a build ends that goes to a registry which never answers. It begins when <c>cnb</c> is there, for it takes long and costs nothing.</summary>
    public async Task<SilentRegistry> SilentRegistryAsync()
    {
        await CnbAsync();
        return _silent.Value;
    }

    /// <summary>A daemon.</summary>
    public Task<DockerDaemon> DaemonAsync() => _daemon.Value;

    /// <summary>A registry that asks nobody anything.</summary>
    public Task<DockerRegistry> RegistryAsync() => _registry.Value;

    /// <summary>The image of hello-web, built as a user would, with the buildpack's source.</summary>
    public Task<BuiltSample> HelloWebAsync() => _web.Value;

    /// <summary>The name of an image in the registry that is nothing but the base which this machine gave hello-web.</summary>
    public Task<string> RunImageAsync() => _runImage.Value;

    /// <summary>The folder of a compiled buildpack.</summary>
    public async Task<string> CompiledAsync(string buildpack)
    {
        var built = buildpack == "dotnet" ? await HelloWebAsync() : await BuildAsync("bash-web", buildpack);
        return built.Buildpack;
    }

    /// <summary>Builds a sample with a buildpack that is there as source, at a desk that is kept.</summary>
    public async Task<BuiltSample> BuildAsync(string sample, string buildpack)
    {
        var desk = new Desk(this, _folder[$"{sample}-desk"]);
        var result = await desk.BuildAsync(sample, "--path", Sample(buildpack, sample), "--buildpack", Path.Combine(Repository, "buildpacks", buildpack));
        Assert.True(result.ExitCode == 0, result.Errors + result.Output);
        return new BuiltSample(sample, $"{desk.Work}/out/{sample}", desk, Directory.EnumerateDirectories($"{desk.Caches}/buildpacks", "*", SearchOption.AllDirectories)
            .Single(folder => File.Exists($"{folder}/bin/build")));
    }

    public async ValueTask DisposeAsync()
    {
        if (_silent.IsValueCreated)
        {
            await _silent.Value.DisposeAsync();
        }

        if (_daemon.IsValueCreated)
        {
            await (await _daemon.Value).DisposeAsync();
        }

        if (_registry.IsValueCreated)
        {
            await (await _registry.Value).DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<string> PublishAsync()
    {
        var launcher = Path.Combine(Binaries, "launcher");
        Assert.True(File.Exists(launcher), $"{launcher} is not there: run `dotnet run build.cs -- aot` first");
        await Command.RunAsync("dotnet", "publish", Path.Combine(Repository, "src/Buildpacks.Net.Cli"), "-c", "Release", "-v", "quiet", "-clp:NoSummary", "-o", _folder["cnb"]);

        // Other users run it too.
        File.SetUnixFileMode(_folder.Path, Modes.Everyone);
        return _folder["cnb"];
    }

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory.TrimEnd('/');
        while (!File.Exists(Path.Combine(folder, "Buildpacks.Net.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
