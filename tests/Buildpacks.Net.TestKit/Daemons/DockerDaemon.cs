using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.TestKit.Daemons;

/// <summary>A real dockerd on a socket of its own, with folders of its own and without networks. Needs root.</summary>
public sealed class DockerDaemon : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly Service _service;

    private DockerDaemon(TemporaryFolder folder, Service service)
    {
        _folder = folder;
        _service = service;
    }

    /// <summary>Its address, as in <c>DOCKER_HOST</c>.</summary>
    public string Host => $"unix://{_folder["docker.sock"]}";

    /// <summary>Starts a daemon.</summary>
    public static async Task<DockerDaemon> StartAsync()
    {
        var folder = new TemporaryFolder();
        var service = Service.Start(
            "dockerd", "-H", $"unix://{folder["docker.sock"]}", "--data-root", folder["root"], "--exec-root", folder["exec"],
            "--pidfile", folder["dockerd.pid"], "--iptables=false", "--bridge=none", "--storage-driver=overlay2");
        var daemon = new DockerDaemon(folder, service);
        try
        {
            await service.WaitForAsync(async _ => (await daemon.TryRunAsync("info")).ExitCode == 0 ? "up" : null);
            return daemon;
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs the docker command line against this daemon; it must succeed.</summary>
    public Task<string> RunAsync(params string[] arguments) => Command.RunAsync("docker", ["-H", Host, .. arguments]);

    /// <summary>Runs the docker command line against this daemon, however it ends.</summary>
    public Task<CommandResult> TryRunAsync(params string[] arguments) => Command.TryAsync("docker", ["-H", Host, .. arguments]);

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        var mounts = await File.ReadAllLinesAsync("/proc/mounts");
        foreach (var mount in mounts.Select(line => line.Split(' ')[1]).Where(path => path.StartsWith(_folder.Path, StringComparison.Ordinal)).Reverse())
        {
            await Command.TryAsync("umount", "-l", mount);
        }

        _folder.Dispose();
    }
}
