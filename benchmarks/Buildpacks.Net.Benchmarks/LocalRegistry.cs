using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Buildpacks.Net.Benchmarks;

/// <summary>Debian's docker-registry on loopback, with its data in a folder.</summary>
internal sealed class LocalRegistry : IDisposable
{
    private readonly Process _process;
    private bool _ended;

    private LocalRegistry(Process process, string host) => (_process, Host) = (process, host);

    public string Host { get; }

    public static LocalRegistry Start(string folder)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        string host = $"127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        probe.Stop();
        string config = Path.Combine(folder, "registry.yml");
        File.WriteAllText(config, $"""
            version: 0.1
            log:
              level: error
              accesslog:
                disabled: true
            storage:
              filesystem:
                rootdirectory: {folder}/registry
              delete:
                enabled: true
            http:
              addr: "{host}"
            """);
        Process process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", config]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        WaitFor(host);
        return new LocalRegistry(process, host);
    }

    public void Dispose()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void WaitFor(string host)
    {
        IPEndPoint address = IPEndPoint.Parse(host);
        for (int attempt = 0; attempt < 200; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                client.Connect(address);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(25);
            }
        }

        throw new InvalidOperationException($"docker-registry does not answer at {host}");
    }
}
