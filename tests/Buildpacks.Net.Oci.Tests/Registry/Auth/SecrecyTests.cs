using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.Oci.Registry.Auth;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Oci.Tests.Registry.Auth;

/// <summary>Secrets go where they belong and nowhere else.</summary>
public sealed class SecrecyTests
{
    private const string Secret = "c2VjcmV0OnBhc3N3b3Jk";

    [Fact]
    public async Task Blob_stores_that_a_registry_redirects_to_get_no_authorization()
    {
        var layer = TestImages.Layer("a", "a"u8);
        var image = TestImages.Of(layer).Assemble();
        var redirects = 0;
        await using var store = new HttpTestServer((request, exchange) => exchange.ReplyAsync(
            200, request.Path.EndsWith("config", StringComparison.Ordinal) ? image.Config.ToArray() : ((MemoryBlob)layer.Blob!).Content.ToArray()));
        await using var registry = new HttpTestServer((request, exchange) =>
            request.Header("authorization") != $"Basic {Secret}" ? exchange.ReplyAsync(401, "", ("WWW-Authenticate", "Basic realm=x"))
            : request.Path.Contains("/manifests/", StringComparison.Ordinal) ? exchange.ReplyAsync(200, image.Manifest.Raw.ToArray(), ("Content-Type", image.Manifest.MediaType))
            : request.Path.EndsWith(image.Manifest.Config.Digest.ToString(), StringComparison.Ordinal)
                ? exchange.ReplyAsync(redirects++ < 1 ? 307 : 302, "", ("Location", $"http://{store.Host}/config?signature=abc"))
                : exchange.ReplyAsync(307, "", ("Location", $"http://{store.Host}/layer?signature=abc")));
        using var images = Store(registry.Host, $"Basic {Secret}");

        var found = await images.FindAsync(ImageReference.Parse($"{registry.Host}/app"));
        await TestImages.ReadAsync(found!.Layers[0].Blob!);

        Assert.Equal(2, store.Requests.Count);
        Assert.All(store.Requests, request => Assert.Null(request.Header("authorization")));
    }

    [Fact]
    public async Task Upload_addresses_on_other_servers_get_no_authorization()
    {
        await using var store = new HttpTestServer((_, exchange) => exchange.ReplyAsync(201));
        await using var registry = new HttpTestServer((request, exchange) => request.Header("authorization") is null && request.Path != "/v2/"
            ? exchange.ReplyAsync(401, "", ("WWW-Authenticate", "Basic realm=x"))
            : request.Method switch
            {
                "POST" => exchange.ReplyAsync(202, "", ("Location", $"http://{store.Host}/upload?state=1")),
                "PUT" => exchange.ReplyAsync(201),
                _ => exchange.ReplyAsync(404),
            });
        using var images = Store(registry.Host, $"Basic {Secret}");
        await images.SaveAsync(TestImages.Of(TestImages.Layer("a", "a"u8)), ImageReference.Parse($"{registry.Host}/app"), []);
        Assert.Equal(2, store.Requests.Count);
        Assert.All(store.Requests, request => Assert.Null(request.Header("authorization")));
        Assert.All(store.Requests, request => Assert.Contains("state=1&digest=", request.Target, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tokens_are_not_sent_after_a_redirect_of_the_token_server()
    {
        await using var thief = new HttpTestServer((_, exchange) => exchange.ReplyAsync(200, """{"token":"x"}"""));
        await using var tokens = new HttpTestServer((_, exchange) => exchange.ReplyAsync(302, "", ("Location", $"http://{thief.Host}/token")));
        await using var registry = new HttpTestServer((_, exchange) =>
            exchange.ReplyAsync(401, "", ("WWW-Authenticate", $"Bearer realm=\"http://{tokens.Host}/token\",service=\"s\"")));
        using var images = Store(registry.Host, $"Basic {Secret}");
        await Assert.ThrowsAsync<RegistryException>(() => images.FindAsync(ImageReference.Parse($"{registry.Host}/app")));
        Assert.Empty(thief.Requests);
        Assert.Equal($"Basic {Secret}", tokens.Requests.First().Header("authorization"));
    }

    [Theory]
    [InlineData("http://tokens.test/token")]
    [InlineData("https://user:word@tokens.test/token")]
    [InlineData("ftp://tokens.test/token")]
    [InlineData("/token")]
    [InlineData("")]
    public async Task Token_servers_that_are_not_safe_are_not_asked(string realm)
    {
        using var clients = new Oci.Registry.Transport.HttpClients(new RegistryOptions(), new RegistryHostOptions(), insecure: false);
        var client = new TokenClient("r.test", new RegistryOptions { Retry = new RetryOptions { Attempts = 1 } }, clients);
        var challenge = AuthChallenge.Parse($"Bearer realm=\"{realm}\"")[0];
        var request = new Oci.Registry.Transport.RegistryRequest(HttpMethod.Get, new Uri("x", UriKind.Relative), "app", "read it");
        var fault = await Assert.ThrowsAsync<RegistryException>(() =>
            client.GetAsync(challenge, [], new RegistryCredential.Basic("u", "p", "x"), plainAllowed: false, request, CancellationToken.None));
        Assert.True(fault.Code is RegistryErrors.UnsafeAddress or RegistryErrors.InvalidResponse, fault.Message);
        Assert.DoesNotContain("word", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identity_tokens_are_exchanged_in_the_body_of_a_request()
    {
        var body = "";
        await using var tokens = new HttpTestServer(async (request, exchange) =>
        {
            body = System.Text.Encoding.UTF8.GetString(await exchange.ReadBodyAsync(10_000));
            await exchange.ReplyAsync(200, """{"access_token":"fresh"}""");
        });
        await using var registry = new HttpTestServer((request, exchange) => request.Header("authorization") == "Bearer fresh"
            ? exchange.ReplyAsync(404)
            : exchange.ReplyAsync(401, "", ("WWW-Authenticate", $"Bearer realm=\"http://{tokens.Host}/token\",service=\"s\"")));
        using var images = Store(registry.Host, $"X-Identity {Secret}");
        Assert.Null(await images.FindAsync(ImageReference.Parse($"{registry.Host}/app")));
        Assert.Contains($"refresh_token={Secret}", body, StringComparison.Ordinal);
        Assert.Contains("grant_type=refresh_token", body, StringComparison.Ordinal);
        Assert.Equal("POST", tokens.Requests.Single().Method);
    }

    [Fact]
    public async Task Addresses_in_errors_show_no_query()
    {
        await using var registry = new HttpTestServer((request, exchange) => request.Path == "/v2/" ? exchange.ReplyAsync(200)
            : request.Path == "/signed" ? exchange.ReplyAsync(403)
            : exchange.ReplyAsync(307, "", ("Location", "/signed?signature=topsecret")));
        using var images = Store(registry.Host, $"Basic {Secret}");
        var fault = await Assert.ThrowsAsync<RegistryException>(() => images.FindAsync(ImageReference.Parse($"{registry.Host}/app")));
        Assert.Equal(RegistryErrors.Denied, fault.Code);
        Assert.Contains("/signed", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, fault.ToString(), StringComparison.Ordinal);
    }

    private static RegistryImageStore Store(string host, string header) => new(new RegistryOptions
    {
        Credentials = AuthHeaderCredentials.Parse($$"""{"{{host}}":"{{header}}"}""", "TEST_AUTH"),
        Retry = new RetryOptions { FirstDelay = TimeSpan.FromMilliseconds(2), Attempts = 2 },
    });
}
