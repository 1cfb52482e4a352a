using Buildpacks.Net.TestKit.Processes;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>A registry that takes every request and never answers, and a build that wants to go there.</summary>
public sealed class SilentRegistry : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly HttpTestServer _server;
    private readonly Service _build;

    private SilentRegistry(HttpTestServer server, Service build)
    {
        _server = server;
        _build = build;
    }

    /// <summary>Begins the build.</summary>
    public static SilentRegistry Ask(Desk desk, string folder, string cnb)
    {
        var server = new HttpTestServer((_, exchange) => Task.Delay(Timeout.Infinite, exchange.Stop));
        var tiny = new TinyBuildpack(folder);
        return new SilentRegistry(server, Service.Start(desk.Call([$"{cnb}/cnb", "build", $"{server.Host}/team/app", .. tiny.Flags, "--publish"])));
    }

    /// <summary>Waits for the end of the build, which must come in bounded time.</summary>
    public async Task<CommandResult> EndAsync()
    {
        var exitCode = await _build.WaitForExitAsync(Patience);
        return new CommandResult(exitCode, "", string.Join('\n', _build.Lines));
    }

    public async ValueTask DisposeAsync()
    {
        await _build.DisposeAsync();
        await _server.DisposeAsync();
    }
}
