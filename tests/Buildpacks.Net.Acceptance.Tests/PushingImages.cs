using System.Text.Json.Nodes;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Images;
using Buildpacks.Net.TestKit.Processes;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>Images in registries, archives and daemons, read back by others.</summary>
[Trait("needs", "registry")]
public sealed class PushingImages : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Workshop _workshop;
    private readonly Desk _desk;
    private readonly TinyBuildpack _tiny;

    public PushingImages(Workshop workshop)
    {
        _workshop = workshop;
        _desk = new Desk(workshop, _folder["desk"]);
        _tiny = new TinyBuildpack(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_web_application_is_in_a_registry_as_it_is_in_a_layout()
    {
        var sample = await _workshop.HelloWebAsync();
        var registry = await _workshop.RegistryAsync();
        await BuildAsync($"{registry.Host}/team/hello-web", "--path", Workshop.Sample("dotnet", "hello-web"), "--buildpack", sample.Buildpack, "--publish");

        var pushed = await CheckedImage.ReadRegistryAsync(registry.Host, "team/hello-web");
        Assert.Equal((await sample.ReadAsync()).DiffIds, pushed.DiffIds);
        await Skopeo.CopyAsync($"docker://{registry.Host}/team/hello-web", $"oci:{_folder["pulled"]}:latest");
        Assert.Equal(pushed.Digest, (await CheckedImage.ReadLayoutAsync(_folder["pulled"])).Digest);
    }

    [Fact]
    public async Task Each_tag_names_the_same_image()
    {
        var registry = await _workshop.RegistryAsync();
        await BuildAsync($"{registry.Host}/tags/one:1", "--publish", "--tag", $"{registry.Host}/tags/one:2", "--tag", $"{registry.Host}/tags/two:3");

        var image = await CheckedImage.ReadRegistryAsync(registry.Host, "tags/one", "1");
        Assert.Equal(image.Digest, (await CheckedImage.ReadRegistryAsync(registry.Host, "tags/one", "2")).Digest);
        Assert.Equal(image.Digest, (await CheckedImage.ReadRegistryAsync(registry.Host, "tags/two", "3")).Digest);
    }

    [Fact]
    [Trait("needs", "dockerd")]
    public async Task An_archive_is_loaded_by_a_daemon_and_read_by_others()
    {
        var docker = await _workshop.DaemonAsync();
        await BuildAsync("archived", "--output", $"archive:{_folder["app.tar"]}");

        await docker.RunAsync("load", "-i", _folder["app.tar"]);
        Assert.Equal("hello\n", await docker.RunAsync("run", "--rm", "--network", "none", "archived"));
        var ids = JsonNode.Parse(await docker.RunAsync("image", "inspect", "archived"))![0]!["RootFS"]!["Layers"]!.AsArray().Select(id => (string)id!);
        await Skopeo.CopyAsync($"docker-archive:{_folder["app.tar"]}", $"oci:{_folder["copied"]}:latest");
        Assert.Equal((await CheckedImage.ReadLayoutAsync(_folder["copied"])).DiffIds, ids);
    }

    [Fact]
    [Trait("needs", "dockerd")]
    public async Task A_daemon_runs_what_was_built_into_it()
    {
        var docker = await _workshop.DaemonAsync();
        _desk.Variables["DOCKER_HOST"] = docker.Host;
        await BuildAsync("in-daemon", "--output", "docker");
        await BuildAsync("in-layout", "--output", $"oci:{_folder["layout"]}");

        Assert.Equal("hello\n", await docker.RunAsync("run", "--rm", "--network", "none", "in-daemon"));
        var ids = JsonNode.Parse(await docker.RunAsync("image", "inspect", "in-daemon"))![0]!["RootFS"]!["Layers"]!.AsArray().Select(id => (string)id!);
        Assert.Equal((await CheckedImage.ReadLayoutAsync(_folder["layout"])).DiffIds, ids);
    }

    [Fact]
    public async Task A_registry_with_passwords_takes_what_comes_with_the_right_one()
    {
        await using var registry = await DockerRegistry.StartWithPasswordAsync();
        var refused = await TryAsync($"{registry.Host}/private/app", "--publish");
        Assert.Equal(32, refused.ExitCode);
        Assert.Contains("(BPN3111)", refused.Errors, StringComparison.Ordinal);

        _desk.Variables["CNB_REGISTRY_AUTH"] = Login(registry.Host);
        await BuildAsync($"{registry.Host}/private/app", "--publish");

        await CheckedImage.ReadRegistryAsync(registry.Host, "private/app", hasPassword: true);
    }

    [Fact]
    public async Task A_registry_with_tokens_takes_what_comes_with_the_right_ones()
    {
        await using var tokens = new TokenServer { AnonymousMayRead = false };
        await using var registry = await DockerRegistry.StartWithTokensAsync(tokens);
        await File.WriteAllTextAsync(
            Directory.CreateDirectory($"{_desk.Home}/.docker").FullName + "/config.json",
            new JsonObject { ["auths"] = new JsonObject { [registry.Host] = new JsonObject { ["auth"] = Basic() } } }.ToJsonString());
        await BuildAsync($"{registry.Host}/private/app", "--publish");

        await Skopeo.CopyAsync($"docker://{registry.Host}/private/app", $"oci:{_folder["pulled"]}:latest", "--src-creds", $"{DockerRegistry.User}:{DockerRegistry.Password}");
        await CheckedImage.ReadLayoutAsync(_folder["pulled"]);
    }

    private static string Basic() => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{DockerRegistry.User}:{DockerRegistry.Password}"));

    private static string Login(string host) => new JsonObject { [host] = $"Basic {Basic()}" }.ToJsonString();

    private async Task BuildAsync(string name, params string[] flags)
    {
        var result = await TryAsync(name, flags);
        Assert.True(result.ExitCode == 0, result.Errors + result.Output);
    }

    private Task<CommandResult> TryAsync(string name, params string[] flags) =>
        _desk.BuildAsync([name, .. flags.Contains("--path") ? [] : _tiny.Flags, .. flags]);
}
