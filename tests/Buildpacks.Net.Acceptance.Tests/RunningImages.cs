using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Processes;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>What was built runs, in a real daemon and unpacked.</summary>
[Trait("needs", "dockerd")]
public sealed class RunningImages(Workshop workshop)
{
    [Fact]
    public async Task The_web_application_answers_in_a_daemon_as_the_user_of_the_image()
    {
        var sample = await workshop.HelloWebAsync();
        var image = await sample.ReadAsync();
        var docker = await LoadAsync(sample);
        var port = HttpProbe.FreePort();
        var id = (await docker.RunAsync("run", "-d", "--network", "host", "-e", $"PORT={port}", sample.Name)).Trim();
        try
        {
            Assert.Equal("ok\n", await HttpProbe.AskAsync(port, "/health"));
            Assert.Contains("without a daemon", await HttpProbe.AskAsync(port, "/"), StringComparison.Ordinal);

            var process = (await docker.RunAsync("inspect", "-f", "{{.State.Pid}}", id)).Trim();
            var status = await File.ReadAllLinesAsync($"/proc/{process}/status");
            var user = image.User.Split(':');
            Assert.NotEqual("0", user[0]);
            Assert.StartsWith($"Uid:\t{user[0]}\t{user[0]}", status.Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)), StringComparison.Ordinal);
            Assert.StartsWith($"Gid:\t{user[1]}\t{user[1]}", status.Single(line => line.StartsWith("Gid:", StringComparison.Ordinal)), StringComparison.Ordinal);
        }
        finally
        {
            await docker.TryRunAsync("rm", "-f", id);
        }
    }

    [Fact]
    public async Task The_web_application_answers_from_its_unpacked_layers_as_an_ordinary_user()
    {
        var sample = await workshop.HelloWebAsync();
        using var folder = new TemporaryFolder();
        await Command.RunAsync("umoci", "unpack", "--image", $"{sample.Layout}:latest", folder["bundle"]);
        var port = HttpProbe.FreePort();
        string[] environment = ["env", "-i", .. (await sample.ReadAsync()).Config["config"]!["Env"]!.AsArray().Select(variable => (string)variable!), $"PORT={port}"];

        // What every container has besides its image: /proc and /dev, here for this one process.
        const string enter = "mkdir -p proc dev && mount --rbind /proc proc && mount --rbind /dev dev && exec \"$@\"";
        await using var service = Service.Start(new ProgramCall(
            "unshare", ["--mount", "sh", "-c", enter, "sh", "setpriv", "--no-new-privs", "--bounding-set=-all,+sys_chroot,+setuid,+setgid",
                .. environment, "chroot", "--userspec=1002:1000", "--groups=", ".", "/cnb/process/web"])
        {
            Directory = folder["bundle/rootfs"],
        });

        Assert.Equal("ok\n", await service.WaitForAsync(_ => HttpProbe.TryAskAsync(port, "/health"), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_console_application_prints_and_ends_with_0() =>
        Assert.Equal("Hello, container.\n", await RunAsync("hello-console", "dotnet"));

    [Fact]
    public async Task A_solution_with_two_projects_runs() =>
        Assert.Contains("reader", await RunAsync("two-projects", "dotnet"), StringComparison.Ordinal);

    [Fact]
    public async Task A_Procfile_starts_a_script() =>
        Assert.Equal("listening on 8080\n", await RunAsync("bash-web", "procfile"));

    private async Task<string> RunAsync(string sample, string buildpack)
    {
        var built = await workshop.BuildAsync(sample, buildpack);
        await built.ReadAsync();
        var docker = await LoadAsync(built);
        return await docker.RunAsync("run", "--rm", "--network", "none", built.Name);
    }

    private async Task<TestKit.Daemons.DockerDaemon> LoadAsync(BuiltSample sample)
    {
        var docker = await workshop.DaemonAsync();
        await Skopeo.CopyAsync($"oci:{sample.Layout}:latest", $"docker-daemon:{sample.Name}:latest", "--dest-daemon-host", docker.Host);
        return docker;
    }
}
