using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Daemons;
using Buildpacks.Net.TestKit.Images;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>
/// Builds where a cluster puts them: some user id that nobody knows, no capabilities, no new privileges, a root file system that cannot
/// be written to. The container's files are this machine's own, so that its base equals the one outside.
/// </summary>
[Trait("needs", "dockerd")]
public sealed class RestrictedContainers : IDisposable
{
    private const string Certificates = "/etc/ssl/certs/ca-certificates.crt";

    /// <summary>Files outside of /usr that a base made from the machine takes.</summary>
    private static readonly string[] MachineFiles =
        ["/etc/os-release", "/etc/ld.so.cache", "/etc/debian_version", "/etc/localtime", "/etc/mime.types", "/etc/nsswitch.conf", "/etc/services", Certificates];

    private readonly TemporaryFolder _folder = new();
    private readonly Workshop _workshop;

    public RestrictedContainers(Workshop workshop)
    {
        _workshop = workshop;
        File.SetUnixFileMode(_folder.Path, Modes.Everyone);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cnb_makes_the_image_that_it_makes_outside()
    {
        var sample = await _workshop.HelloWebAsync();
        var output = Directory.CreateDirectory(_folder["output"]).FullName;
        File.SetUnixFileMode(output, Modes.Open);
        var cnb = await _workshop.CnbAsync();

        await RunAsync(
            ["-v", $"{output}:/output", "-v", $"{cnb}:/cnb:ro", "-v", $"{sample.Buildpack}:/buildpack:ro", "-v", $"{Workshop.Sample("dotnet", "hello-web")}:/source:ro"],
            ["/cnb/cnb", "build", "hello-web", "--path", "/source", "--buildpack", "/buildpack", "--output", "oci:/output/image"]);

        Assert.Equal("", await ImageDifference.BetweenAsync(await sample.ReadAsync(), await CheckedImage.ReadLayoutAsync($"{output}/image")));
    }

    [Fact]
    public async Task Creator_pushes_an_image_to_a_registry()
    {
        var (registry, runImage) = (await _workshop.RegistryAsync(), await _workshop.RunImageAsync());
        var scene = LifecycleScene.Create(_folder["scene"], await _workshop.CompiledAsync("dotnet"), Workshop.Sample("dotnet", "hello-web"));

        await RunAsync(
            ["--tmpfs", "/layers:exec", "--tmpfs", "/workspace:exec", "-v", $"{scene.Root}:/scene:ro", "-v", $"{Workshop.Binaries}:/lifecycle:ro", "-e", "CNB_PLATFORM_API=0.14",
                "-e", "CNB_USER_ID=12345", "-e", "CNB_GROUP_ID=0"],
            ["sh", "-c", "cp -r /scene/workspace/. /workspace && exec /lifecycle/creator \"$@\"", "sh", "-app", "/workspace", "-layers", "/layers", "-buildpacks", "/scene/buildpacks",
                "-order", "/scene/order.toml", "-launcher", "/lifecycle/launcher", "-run-image", runImage, $"{registry.Host}/restricted/hello-web"]);

        var sample = await (await _workshop.HelloWebAsync()).ReadAsync();
        var pushed = await CheckedImage.ReadRegistryAsync(registry.Host, "restricted/hello-web");
        Assert.Equal(sample.DiffIds.Count, pushed.DiffIds.Count);
        Assert.Equal(sample.User, pushed.User);
    }

    private async Task RunAsync(string[] flags, string[] command)
    {
        var docker = await _workshop.DaemonAsync();
        var result = await docker.TryRunAsync([
            "run", "--rm", "--network", "host", "--user", "12345:0", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--read-only",
            "--tmpfs", "/tmp:exec", "-v", "/usr:/usr:ro", "-e", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", "-e", "DOTNET_CLI_TELEMETRY_OPTOUT=1",
            .. Mounts(), .. flags, await BaseAsync(docker), .. command]);
        Assert.True(result.ExitCode == 0, $"{command[0]} ended with {result.ExitCode}: {result.Errors}{result.Output}");
    }

    // How packages are reached is a property of the machine: its certificates, and its package sources as the SDK's own folder for all users has them.
    private IEnumerable<string> Mounts()
    {
        var sources = Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/", ".nuget/NuGet/NuGet.Config");
        var shared = Directory.CreateDirectory(_folder["nuget"]).FullName;
        if (File.Exists(sources))
        {
            File.Copy(sources, $"{shared}/machine.config", overwrite: true);
            File.SetUnixFileMode($"{shared}/machine.config", Modes.Everyone);
        }

        foreach (var file in MachineFiles.Concat(Directory.GetFiles("/etc", "ld-musl-*.path")).Where(file => File.Exists(file) && new FileInfo(file).LinkTarget is null))
        {
            yield return "-v";
            yield return $"{file}:{file}:ro";
        }

        yield return "-v";
        yield return $"{shared}:/etc/opt/NuGet/Config:ro";
        yield return "-e";
        yield return $"SSL_CERT_FILE={Certificates}";
    }

    // An image of nothing but the folders that the machine's own are mounted on.
    private static async Task<string> BaseAsync(DockerDaemon docker)
    {
        const string name = "machine-files";
        if ((await docker.TryRunAsync("image", "inspect", name)).ExitCode == 0)
        {
            return name;
        }

        using var folder = new TemporaryFolder();
        foreach (var path in (string[])["usr", "tmp", "proc", "sys", "dev", "layers", "workspace", "scene", "lifecycle", "output", "cnb", "buildpack", "source", "var/tmp",
            "etc/opt/NuGet/Config", "etc/ssl/certs"])
        {
            Directory.CreateDirectory(folder[$"root/{path}"]);
        }

        // Docker gives a tmpfs the mode of the folder that it hides.
        foreach (var path in (string[])["tmp", "layers", "workspace"])
        {
            File.SetUnixFileMode(folder[$"root/{path}"], Modes.Open | UnixFileMode.StickyBit);
        }

        foreach (var path in ((string[])["bin", "sbin", "lib", "lib64"]).Where(path => new DirectoryInfo($"/{path}").LinkTarget is not null))
        {
            File.CreateSymbolicLink(folder[$"root/{path}"], $"usr/{path}");
        }

        foreach (var file in MachineFiles.Concat(Directory.GetFiles("/etc", "ld-musl-*.path")).Where(file => new FileInfo(file).LinkTarget is not null))
        {
            File.CreateSymbolicLink(folder[$"root{file}"], new FileInfo(file).LinkTarget!);
        }

        await File.WriteAllTextAsync(folder["root/etc/passwd"], "root:x:0:0::/root:/bin/sh\n");
        await File.WriteAllTextAsync(folder["root/etc/group"], "root:x:0:\n");
        await Command.RunAsync("tar", "-C", folder["root"], "-cf", folder["root.tar"], ".");
        await docker.RunAsync("import", "-c", "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", folder["root.tar"], name);
        return name;
    }
}
