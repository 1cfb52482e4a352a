using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.Oci.Registry.Auth;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Oci.Tests.Registry.Auth;

/// <summary>Where credentials are found, and which of them counts.</summary>
public sealed class CredentialTests
{
    [Theory]
    [InlineData("Basic dTpw", "user 'u' from VARIABLE")]
    [InlineData("basic dTpw", "user 'u' from VARIABLE")]
    [InlineData("Bearer abc", "a bearer token from VARIABLE")]
    [InlineData("X-Identity abc", "an identity token from VARIABLE")]
    public async Task Reads_headers(string header, string expected)
    {
        var source = AuthHeaderCredentials.Parse($$"""{"r.test":"{{header}}"}""", "VARIABLE");
        Assert.Equal(expected, (await source.FindAsync("r.test", "app"))?.ToString());
        Assert.Null(await source.FindAsync("other.test", "app"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Basic !!!")]
    [InlineData("Basic dQ==")]
    [InlineData("Digest x")]
    [InlineData("")]
    public async Task A_bad_header_is_an_error_when_it_is_needed(string header)
    {
        var source = AuthHeaderCredentials.Parse($$"""{"r.test":"{{header}}"}""", "VARIABLE");
        Assert.Null(await source.FindAsync("other.test", "app"));
        var fault = await Assert.ThrowsAsync<RegistryException>(() => source.FindAsync("r.test", "app"));
        Assert.Equal(RegistryErrors.InvalidCredentials, fault.Code);
        Assert.Contains("VARIABLE", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"r.test\":1}")]
    [InlineData("{\"r.test\":\"\\ud800\"}")]
    public void Bad_json_is_an_error_at_once_and_is_not_quoted(string json)
    {
        var fault = Assert.Throws<RegistryException>(() => AuthHeaderCredentials.Parse(json, "VARIABLE"));
        Assert.Equal(RegistryErrors.InvalidCredentials, fault.Code);
        Assert.DoesNotContain(json, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"auths":{"r.test":{"auth":"dTpw"}}}""", "user 'u'")]
    [InlineData("""{"auths":{"https://r.test/v1/":{"auth":"dTpw"}}}""", "user 'u'")]
    [InlineData("""{"auths":{"r.test":{"username":"n","password":"p"}}}""", "user 'n'")]
    [InlineData("""{"auths":{"r.test":{"identitytoken":"t"}}}""", "an identity token")]
    [InlineData("""{"auths":{"r.test":{"registrytoken":"t"}}}""", "a bearer token")]
    [InlineData("""{"auths":{"r.test":{"auth":"dTpw"},"r.test/team/app":{"auth":"bjpw"}}}""", "user 'n'")]
    [InlineData("""{"auths":{"r.test":{"auth":"dTpw"},"r.test/team":{"auth":"bjpw"}}}""", "user 'n'")]
    [InlineData("""{"auths":{"r.test":{"auth":"dTpw"},"r.test/te":{"auth":"bjpw"}}}""", "user 'u'")]
    [InlineData("""{"auths":{"r.test":{}}}""", null)]
    [InlineData("""{"auths":{"r.test:5000":{"auth":"dTpw"}}}""", null)]
    [InlineData("""{"auths":null,"other":1}""", null)]
    [InlineData("{}", null)]
    public async Task Reads_files(string json, string? expected)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["config.json"], json);
        var found = await Source(folder).FindAsync("r.test", "team/app");
        Assert.Equal(expected is null ? null : $"{expected} from {folder["config.json"]}", found?.ToString());
    }

    [Theory]
    [InlineData("docker.io")]
    [InlineData("https://index.docker.io/v1/")]
    [InlineData("registry-1.docker.io")]
    public async Task Docker_hub_goes_by_several_names(string key)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["config.json"], $$$$"""{"auths":{"{{{{key}}}}":{"auth":"dTpw"}}}""");
        Assert.NotNull(await Source(folder).FindAsync("index.docker.io", "library/busybox"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"auths":{"r.test":{"auth":"???"}}}""")]
    public async Task A_file_that_makes_no_sense_is_an_error(string json)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["config.json"], json);
        var fault = await Assert.ThrowsAsync<RegistryException>(() => Source(folder).FindAsync("r.test", "app"));
        Assert.Equal(RegistryErrors.InvalidCredentials, fault.Code);
        Assert.Contains(folder["config.json"], fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_credential_helpers()
    {
        using var folder = new TemporaryFolder();
        Helper(folder, "good", """read server; echo "{\"ServerURL\":\"$server\",\"Username\":\"$server\",\"Secret\":\"p\"}" """);
        Helper(folder, "token", """echo '{"Username":"<token>","Secret":"t"}'""");
        Helper(folder, "none", "echo credentials not found in native keychain; exit 1");
        Helper(folder, "bad", "echo secret-words; exit 3");
        Helper(folder, "slow", "sleep 60");
        Helper(folder, "long", "yes");
        Assert.Equal("user 'r.test' from docker-credential-good", await AskAsync(folder, """{"credHelpers":{"r.test":"good"},"credsStore":"bad"}"""));
        Assert.Equal("user 'r.test' from docker-credential-good", await AskAsync(folder, """{"credsStore":"good"}"""));
        Assert.Equal("an identity token from docker-credential-token", await AskAsync(folder, """{"credsStore":"token"}"""));
        Assert.Null(await AskAsync(folder, """{"credsStore":"none"}"""));
        Assert.StartsWith("user 'u'", await AskAsync(folder, """{"credsStore":"none","auths":{"r.test":{"auth":"dTpw"}}}"""), StringComparison.Ordinal);
        foreach (var name in new[] { "bad", "slow", "long", "absent", "../good" })
        {
            var fault = await Assert.ThrowsAsync<RegistryException>(() => AskAsync(folder, $$"""{"credsStore":"{{name}}"}"""));
            Assert.Equal(RegistryErrors.CredentialHelperFailed, fault.Code);
            Assert.DoesNotContain("secret-words", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_usual_places_are_asked_in_order()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["docker"]);
        Directory.CreateDirectory(folder["run/containers"]);
        await File.WriteAllTextAsync(folder["docker/config.json"], """{"auths":{"b.test":{"auth":"dTpw"},"a.test":{"auth":"dTpw"}}}""");
        await File.WriteAllTextAsync(folder["run/containers/auth.json"], """{"auths":{"b.test":{"auth":"bjpw"},"c.test":{"auth":"bjpw"}}}""");
        var environment = new Dictionary<string, string>
        {
            ["DOCKER_CONFIG"] = folder["docker"],
            ["XDG_RUNTIME_DIR"] = folder["run"],
            ["HOME"] = folder["home"],
        };
        var source = CredentialSources.Create("""{"a.test":"Bearer x"}""", "VARIABLE", environment);
        Assert.Equal("a bearer token from VARIABLE", (await source.FindAsync("a.test", "app"))!.ToString());
        Assert.StartsWith("user 'u'", (await source.FindAsync("b.test", "app"))!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("user 'n'", (await source.FindAsync("c.test", "app"))!.ToString(), StringComparison.Ordinal);
        Assert.Null(await source.FindAsync("d.test", "app"));
        Assert.Null(await CredentialSources.Create(null, "VARIABLE", new Dictionary<string, string>()).FindAsync("a.test", "app"));
    }

    private static AuthFileCredentials Source(TemporaryFolder folder) => new(
        folder["config.json"],
        new CredentialHelperRunner(new Dictionary<string, string> { ["PATH"] = $"{folder.Path}:/usr/bin:/bin" }, TimeSpan.FromMilliseconds(700)));

    private static async Task<string?> AskAsync(TemporaryFolder folder, string config)
    {
        await File.WriteAllTextAsync(folder["config.json"], config);
        return (await Source(folder).FindAsync("r.test", "app"))?.ToString();
    }

    private static void Helper(TemporaryFolder folder, string name, string script)
    {
        var path = folder[$"docker-credential-{name}"];
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
