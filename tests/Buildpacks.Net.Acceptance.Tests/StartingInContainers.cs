using System.Diagnostics;
using System.Text.Json;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Daemons;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>
/// The launcher as the entrypoint of real containers: of nothing but one static program, of a C library without a shell, and of
/// a whole distribution; under some user id, without capabilities, on a root file system that cannot be written to.
/// </summary>
[Trait("needs", "dockerd")]
public sealed class StartingInContainers(Workshop workshop)
{
    private const string Metadata = """
        [[buildpacks]]
        id = "acme/a"
        api = "0.12"
        [[processes]]
        type = "show"
        command = ["/bin/busybox", "env"]
        direct = true
        buildpack-id = "acme/a"
        [[processes]]
        type = "trap"
        command = ["/bin/busybox", "sh", "-c", "trap 'echo bye; exit 7' TERM; echo up; while :; do /bin/busybox sleep 0.05; done"]
        direct = true
        buildpack-id = "acme/a"
        [[processes]]
        type = "sleep"
        command = ["/bin/busybox", "sleep", "1000"]
        direct = true
        init = true
        buildpack-id = "acme/a"
        [[processes]]
        type = "dynamic"
        command = ["env"]
        direct = true
        buildpack-id = "acme/a"
        [[processes]]
        type = "shell"
        command = ["echo \"$GREETING from bash\""]
        direct = false
        buildpack-id = "acme/a"
        """;

    private static readonly string[] Restricted =
        ["--user", "12345:54321", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--read-only", "--network", "none"];

    [Fact]
    public async Task From_scratch_one_static_program_starts_for_any_user_without_rights()
    {
        var docker = await workshop.DaemonAsync();
        var output = await docker.RunAsync(["run", "--rm", .. Restricted, "--entrypoint", "show", await ScratchAsync(docker)]);
        Assert.Contains("GREETING=hello\n", output, StringComparison.Ordinal);
        Assert.Contains("PATH=/layers/acme_a/l/bin:/bin\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("CNB_", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_C_library_and_no_shell_a_program_of_PATH_starts()
    {
        var docker = await workshop.DaemonAsync();
        var image = await DistrolessAsync(docker);
        Assert.Contains("GREETING=hello\n", await docker.RunAsync(["run", "--rm", .. Restricted, "--entrypoint", "dynamic", image]), StringComparison.Ordinal);
        var shell = await docker.TryRunAsync(["run", "--rm", .. Restricted, "--entrypoint", "shell", image]);
        Assert.Equal(82, shell.ExitCode);
        Assert.Contains("[BPN3961]", shell.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_distribution_a_process_starts_through_the_shell()
    {
        var docker = await workshop.DaemonAsync();
        var output = await docker.RunAsync(
            ["run", "--rm", .. Restricted, "-v", "/usr:/usr:ro", "--entrypoint", "shell", await DistributionAsync(docker)]);
        Assert.Equal("hello from bash\n", output);
    }

    [Fact]
    public async Task Docker_stop_reaches_the_application_at_once()
    {
        var docker = await workshop.DaemonAsync();
        var image = await ScratchAsync(docker);
        Assert.Equal(7, await StopAsync(docker, image, "trap"));
        Assert.Equal("up\nbye\n", await LogsOfLastAsync(docker));

        // Without an init process the kernel keeps from the first process what it has no handler for.
        Assert.Equal(143, await StopAsync(docker, image, "sleep"));
    }

    [Theory]
    [InlineData("exit 9", 9)]
    [InlineData("kill -9 $$", 137)]
    public async Task An_init_process_ends_as_the_application_ends(string script, int expected)
    {
        var docker = await workshop.DaemonAsync();
        var result = await docker.TryRunAsync(
            ["run", "--rm", .. Restricted, "-e", "CNB_LAUNCHER_INIT=true", "--entrypoint", "launcher", await ScratchAsync(docker), "--", "busybox", "sh", "-c", script]);
        Assert.Equal(expected, result.ExitCode);
    }

    [Fact]
    public async Task An_init_process_leaves_no_zombies()
    {
        const string script = "busybox sh -c 'busybox sleep 0.1 & busybox sleep 0.1 & busybox sleep 0.1 &'; busybox sleep 0.5; busybox ps -o pid,stat,comm";
        var docker = await workshop.DaemonAsync();
        var output = await docker.RunAsync(
            ["run", "--rm", .. Restricted, "-e", "CNB_LAUNCHER_INIT=true", "--entrypoint", "launcher", await ScratchAsync(docker), "--", "busybox", "sh", "-c", script]);
        var processes = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(["1", "launcher"], new[] { processes[0][0], processes[0][^1] });
        Assert.DoesNotContain(processes, process => process[1].StartsWith('Z'));
        Assert.DoesNotContain(processes, process => process[^1] == "sleep");
    }

    [Fact]
    public async Task Docker_exec_gets_the_application_s_environment_and_explanations()
    {
        var docker = await workshop.DaemonAsync();
        var id = await StartAsync(docker, await ScratchAsync(docker), "sleep");
        try
        {
            Assert.Contains("GREETING=hello\n", await docker.RunAsync("exec", id, "launcher", "--", "busybox", "env"), StringComparison.Ordinal);
            Assert.StartsWith("process    show of the buildpack acme/a, started directly\nprogram    /bin/busybox\n", await docker.RunAsync("exec", id, "launcher", "--explain", "show"), StringComparison.Ordinal);
            using var json = JsonDocument.Parse(await docker.RunAsync("exec", id, "launcher", "--explain=json", "sleep"));
            Assert.True(json.RootElement.GetProperty("init").GetBoolean());
            Assert.Equal("1", (await docker.RunAsync("exec", id, "busybox", "pidof", "launcher")).Trim());
        }
        finally
        {
            await docker.TryRunAsync("rm", "-f", id);
        }
    }

    // The application may ignore the signal as PID 1 for ten seconds; then docker kills it with 137.
    private static async Task<int> StopAsync(DockerDaemon docker, string image, string process)
    {
        var id = await StartAsync(docker, image, process);
        var watch = Stopwatch.StartNew();
        await docker.RunAsync("stop", "--time", "30", id);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        return int.Parse(await docker.RunAsync("inspect", "-f", "{{.State.ExitCode}}", id), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<string> LogsOfLastAsync(DockerDaemon docker) =>
        await docker.RunAsync("logs", (await docker.RunAsync("ps", "-lq")).Trim());

    private static async Task<string> StartAsync(DockerDaemon docker, string image, string process)
    {
        var id = (await docker.RunAsync(["run", "-d", .. Restricted, "--entrypoint", process, image])).Trim();
        for (var tries = 0; process == "trap" && tries < 100 && await docker.RunAsync("logs", id) != "up\n"; tries++)
        {
            await Task.Delay(50);
        }

        return id;
    }

    private static Task<string> ScratchAsync(DockerDaemon docker) => ImageAsync(docker, "start-scratch", _ => Task.CompletedTask);

    private static Task<string> DistrolessAsync(DockerDaemon docker) => ImageAsync(docker, "start-distroless", async root =>
    {
        var libraries = (await Command.RunAsync("ldd", "/usr/bin/env")).Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.StartsWith('/'));
        foreach (var file in libraries.Append("/usr/bin/env"))
        {
            var copy = root + (file == "/usr/bin/env" ? "/bin/env" : file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            await Command.RunAsync("cp", "-L", file, copy);
        }

        Directory.CreateDirectory($"{root}/etc/ssl/certs");
        await File.WriteAllTextAsync($"{root}/etc/passwd", "nonroot:x:65532:65532::/home/nonroot:/sbin/nologin\n");
    });

    private static Task<string> DistributionAsync(DockerDaemon docker) => ImageAsync(docker, "start-distribution", root =>
    {
        Directory.Delete($"{root}/bin", recursive: true);
        Directory.CreateDirectory($"{root}/usr");
        foreach (var path in ((string[])["bin", "sbin", "lib", "lib64"]).Where(path => new DirectoryInfo($"/{path}").LinkTarget is not null))
        {
            File.CreateSymbolicLink($"{root}/{path}", $"usr/{path}");
        }

        return Task.CompletedTask;
    });

    private static async Task<string> ImageAsync(DockerDaemon docker, string name, Func<string, Task> add)
    {
        if ((await docker.TryRunAsync("image", "inspect", name)).ExitCode == 0)
        {
            return name;
        }

        using var folder = new TemporaryFolder();
        var root = folder["root"];
        foreach (var path in (string[])["cnb/lifecycle", "cnb/process", "layers/config", "layers/acme_a/l/env.launch", "layers/acme_a/l/bin", "workspace", "bin", "proc", "dev", "tmp"])
        {
            Directory.CreateDirectory($"{root}/{path}");
        }

        File.Copy(Path.Combine(Workshop.Binaries, "launcher"), $"{root}/cnb/lifecycle/launcher");
        File.Copy("/bin/busybox", $"{root}/bin/busybox");
        foreach (var process in (string[])["show", "trap", "sleep", "dynamic", "shell"])
        {
            File.CreateSymbolicLink($"{root}/cnb/process/{process}", "/cnb/lifecycle/launcher");
        }

        await File.WriteAllTextAsync($"{root}/layers/config/metadata.toml", Metadata);
        await File.WriteAllTextAsync($"{root}/layers/acme_a/l/env.launch/GREETING", "hello");
        await add(root);
        await Command.RunAsync("tar", "-C", root, "--owner=0", "--group=0", "-cf", folder["root.tar"], ".");
        await docker.RunAsync(
            "import", "-c", "ENV PATH=/cnb/process:/cnb/lifecycle:/bin", "-c", "ENV CNB_PLATFORM_API=0.14", "-c", "ENV CNB_LAYERS_DIR=/layers", "-c", "ENV CNB_APP_DIR=/workspace",
            folder["root.tar"], name);
        return name;
    }
}
