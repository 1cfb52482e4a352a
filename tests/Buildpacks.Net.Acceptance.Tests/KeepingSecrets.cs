using System.Text;
using System.Text.Json.Nodes;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Images;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>Passwords, tokens and variables for buildpacks are in no output, image, cache or leftover file, unless a buildpack itself writes them.</summary>
[Trait("needs", "registry")]
public sealed class KeepingSecrets : IDisposable
{
    private const string Variable = "correct-horse-battery-staple";
    private readonly TemporaryFolder _folder = new();
    private readonly Desk _desk;

    public KeepingSecrets(Workshop workshop) => _desk = new Desk(workshop, _folder["desk"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", 0)]
    [InlineData("exit 9", 51)]
    public async Task A_verbose_build_with_tokens_tells_none_of_them(string end, int exitCode)
    {
        await using var tokens = new TokenServer { AnonymousMayRead = false };
        await using var registry = await DockerRegistry.StartWithTokensAsync(tokens);
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{DockerRegistry.User}:{DockerRegistry.Password}"));
        _desk.Variables["CNB_REGISTRY_AUTH"] = new JsonObject { [registry.Host] = $"Basic {login}" }.ToJsonString();
        var tiny = new TinyBuildpack(_folder.Path, build: end);

        var result = await _desk.BuildAsync([
            $"{registry.Host}/secret/app", .. tiny.Flags, "--publish", "--verbose", "--env", $"SECRET={Variable}",
            "--cache", $"type=build;format=bind;source={_desk.Caches}/layers"]);

        Assert.True(result.ExitCode == exitCode, result.Errors + result.Output);
        Assert.NotEmpty(tokens.Requests);
        string[] secrets = [Variable, login, DockerRegistry.Password, "eyJ"];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, result.Output + result.Errors, StringComparison.Ordinal));
        Assert.All(secrets[..^1], secret => Assert.Empty(FilesWith(secret)));
        if (exitCode == 0)
        {
            await Skopeo.CopyAsync($"docker://{registry.Host}/secret/app", $"oci:{_folder["pulled"]}:latest", "--src-creds", $"{DockerRegistry.User}:{DockerRegistry.Password}");
            var image = await CheckedImage.ReadLayoutAsync(_folder["pulled"]);
            Assert.All(secrets[..2], secret => Assert.False(image.Mentions(secret), $"the image holds {secret}"));
        }
    }

    private IEnumerable<string> FilesWith(string secret) =>
        ((string[])[_desk.Caches, _desk.Temporary, _desk.Work]).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0);
}
