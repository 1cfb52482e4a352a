using System.Text;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.Oci.Registry.Auth;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Oci.Tests.Registry;

/// <summary>Against a real registry, and with skopeo as the judge.</summary>
[Trait("needs", "registry")]
public sealed class RealRegistryTests
{
    private const string Login = $"{DockerRegistry.User}:{DockerRegistry.Password}";

    [Fact]
    public async Task Pushes_an_image_that_skopeo_can_copy_and_pulls_it_back()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var folder = new TemporaryFolder();
        using var store = new RegistryImageStore();
        var image = TestImages.Of(TestImages.RandomLayer("a", 300_000), TestImages.Layer("b", "b"u8));
        var name = ImageReference.Parse($"{registry.Host}/team/app:1");

        var saved = await store.SaveAsync(image, name, [name.WithTag("2"), ImageReference.Parse($"{registry.Host}/other/app:3")]);

        Assert.Equal($"{registry.Host}/team/app@{saved.ManifestDigest}", saved.Identifier);
        foreach (var tag in new[] { "team/app:1", "team/app:2", "other/app:3" })
        {
            await Skopeo.CopyAsync($"docker://{registry.Host}/{tag}", $"oci:{folder[tag.Replace('/', '-').Replace(':', '-')]}:x");
        }

        var found = await store.FindAsync(name);
        Assert.NotNull(found);
        Assert.Equal(saved.Identifier, found.Identifier);
        Assert.Equal(saved.ManifestSize, found.Manifest!.Raw.Length);
        Assert.Equal("tests", found.Config.GetLabel("made.for"));
        Assert.Equal(image.Layers.Select(layer => layer.DiffId), found.Layers.Select(layer => layer.DiffId));
        Assert.Equal(await TestImages.ReadAsync(image.Layers[0].Blob!), await TestImages.ReadAsync(found.Layers[0].Blob!));
    }

    [Fact]
    public async Task Sends_nothing_twice()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var store = new RegistryImageStore();
        var image = TestImages.Of(TestImages.Layer("a", "a"u8), TestImages.Layer("a", "a"u8));
        var name = ImageReference.Parse($"{registry.Host}/app");
        await store.SaveAsync(image, name, []);
        Assert.Equal(2, Count(registry, "http.request.method=PUT", "blobs/uploads"));

        await store.SaveAsync(image, name, []);
        Assert.Equal(2, Count(registry, "http.request.method=PUT", "blobs/uploads"));
        Assert.Equal(1, Count(registry, "http.request.method=PUT", "manifests"));

        await store.SaveAsync(TestImages.Of([.. image.Layers, TestImages.Layer("c", "c"u8)]), name, []);
        Assert.Equal(4, Count(registry, "http.request.method=PUT", "blobs/uploads"));
    }

    [Fact]
    public async Task Mounts_layers_from_another_repository_of_the_registry()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var store = new RegistryImageStore();
        await store.SaveAsync(TestImages.Of(TestImages.RandomLayer("base", 50_000)), ImageReference.Parse($"{registry.Host}/run"), []);
        var run = await store.FindAsync(ImageReference.Parse($"{registry.Host}/run"));

        await store.SaveAsync(
            TestImages.Of([.. run!.Layers, TestImages.Layer("top", "top"u8)]), ImageReference.Parse($"{registry.Host}/app"), []);

        Assert.Equal(1, Count(registry, "http.request.method=POST", "mount="));
        Assert.Equal(0, Count(registry, "http.request.method=GET", $"blobs/{run.Layers[0].Descriptor!.Digest}"));
        Assert.NotNull(await store.FindAsync(ImageReference.Parse($"{registry.Host}/app")));
    }

    [Fact]
    public async Task Pipes_layers_from_one_registry_to_another()
    {
        await using var left = await DockerRegistry.StartAsync();
        await using var right = await DockerRegistry.StartWithPasswordAsync();
        using var store = new RegistryImageStore(new RegistryOptions { Credentials = Headers(right.Host, $"Basic {Base64(Login)}") });
        await store.SaveAsync(TestImages.Of(TestImages.RandomLayer("base", 400_000)), ImageReference.Parse($"{left.Host}/run"), []);
        var run = await store.FindAsync(ImageReference.Parse($"{left.Host}/run"));

        var saved = await store.SaveAsync(NewImage.From(run!), ImageReference.Parse($"{right.Host}/copy"), []);

        Assert.Equal(run!.Manifest!.Config.Digest, saved.ImageId);
        var raw = await Skopeo.InspectRawAsync($"docker://{right.Host}/copy", "--creds", Login);
        Assert.Contains(run.Layers[0].Descriptor!.Digest.ToString(), raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Picks_the_platform_from_an_index_and_tells_when_there_is_none()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var store = new RegistryImageStore();
        var name = ImageReference.Parse($"{registry.Host}/app:one");
        var saved = await store.SaveAsync(TestImages.Of(TestImages.Layer("a", "a"u8)), name, []);
        var index = $$$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{{saved.ManifestDigest}}}","size":{{{saved.ManifestSize}}},"platform":{"os":"linux","architecture":"s390x"}}]}""";
        using var http = new HttpClient();
        using var content = new StringContent(index, Encoding.UTF8, new System.Net.Http.Headers.MediaTypeHeaderValue("application/vnd.oci.image.index.v1+json"));
        using var put = await http.PutAsync(new Uri($"http://{registry.Host}/v2/app/manifests/both"), content);
        Assert.True(put.IsSuccessStatusCode);

        var both = name.WithTag("both");
        Assert.Equal(saved.Identifier, (await store.FindAsync(both, new Platform("linux", "s390x")))!.Identifier);
        Assert.Equal(RegistryLookupStatus.PlatformAbsent, (await store.LookUpAsync(both, new Platform("linux", "mips"))).Status);
        Assert.Null(await store.FindAsync(both, new Platform("linux", "mips")));
        Assert.Equal(RegistryLookupStatus.Absent, (await store.LookUpAsync(name.WithTag("none"))).Status);
    }

    [Fact]
    public async Task A_password_is_asked_for_and_given()
    {
        await using var registry = await DockerRegistry.StartWithPasswordAsync();
        var name = ImageReference.Parse($"{registry.Host}/app");
        using var anonymous = new RegistryImageStore();
        using var wrong = new RegistryImageStore(new RegistryOptions { Credentials = Headers(registry.Host, $"Basic {Base64("alice:no")}") });
        using var right = new RegistryImageStore(new RegistryOptions { Credentials = Headers(registry.Host, $"Basic {Base64(Login)}") });

        Assert.False((await anonymous.CheckWriteAsync(name)).Allowed);
        var refused = await wrong.CheckReadAsync(name);
        Assert.False(refused.Allowed);
        Assert.Contains("user 'alice' from TEST_AUTH was not accepted", refused.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("no:", refused.Reason, StringComparison.Ordinal);
        Assert.True((await right.CheckReadAsync(name)).Allowed);
        Assert.True((await right.CheckWriteAsync(name)).Allowed);
        Assert.Null(await anonymous.FindAsync(name));
        Assert.Equal(RegistryLookupStatus.Unauthorized, (await anonymous.LookUpAsync(name)).Status);
        await right.SaveAsync(TestImages.Of(TestImages.Layer("a", "a"u8)), name, []);
        Assert.NotNull(await right.FindAsync(name));
        Assert.Equal(1, Count(registry, "http.request.method=DELETE", "http.response.status=204"));
    }

    [Fact]
    public async Task Tokens_are_fetched_used_again_and_renewed()
    {
        await using var tokens = new TokenServer();
        await using var registry = await DockerRegistry.StartWithTokensAsync(tokens);
        using var store = new RegistryImageStore(new RegistryOptions { Credentials = Headers(registry.Host, $"Basic {Base64(Login)}") });
        var run = ImageReference.Parse($"{registry.Host}/run");
        await store.SaveAsync(TestImages.Of(TestImages.Layer("a", "a"u8), TestImages.Layer("b", "b"u8)), run, []);
        Assert.Single(tokens.Requests);

        var app = ImageReference.Parse($"{registry.Host}/app");
        var found = await store.FindAsync(run);
        await store.SaveAsync(TestImages.Of([.. found!.Layers]), app, []);
        Assert.Contains(tokens.Requests, request => request.Query.Contains("scope=repository%3Arun%3Apull&", StringComparison.Ordinal)
            && request.Query.Contains("scope=repository%3Aapp%3Apull%2Cpush", StringComparison.Ordinal));
        Assert.Equal(2, Count(registry, "http.request.method=POST", "mount="));

        tokens.Life = 0;
        using var forgetful = new RegistryImageStore(new RegistryOptions { Credentials = Headers(registry.Host, $"Basic {Base64(Login)}") });
        var before = tokens.Requests.Count;
        Assert.NotNull(await store.FindAsync(app));
        using var anonymous = new RegistryImageStore();
        Assert.False((await anonymous.CheckWriteAsync(app)).Allowed);
        Assert.True(tokens.Requests.Count > before);
    }

    [Fact]
    public async Task Tls_is_verified_unless_told_otherwise()
    {
        using var certificates = new TestCertificates();
        await using var registry = await DockerRegistry.StartWithTlsAsync(certificates, password: true);
        var name = ImageReference.Parse($"{registry.Host}/app");
        var options = new RegistryOptions
        {
            Credentials = Headers(registry.Host, $"Basic {Base64(Login)}"),
            Retry = new RetryOptions { FirstDelay = TimeSpan.FromMilliseconds(1) },
        };
        using var strict = new RegistryImageStore(options);
        using var insecure = new RegistryImageStore(options with { InsecureRegistries = [registry.Host] });
        using var trusting = new RegistryImageStore(options with
        {
            Hosts = new Dictionary<string, RegistryHostOptions>
            {
                [registry.Host] = new() { CertificateAuthorityFile = certificates.AuthorityFile },
            },
        });

        await trusting.SaveAsync(TestImages.Of(TestImages.Layer("a", "a"u8)), name, []);
        Assert.NotNull(await insecure.FindAsync(name));
        var fault = await Assert.ThrowsAsync<RegistryException>(() => strict.FindAsync(name));
        Assert.Equal(RegistryErrors.Unreachable, fault.Code);
        Assert.Contains("certificate", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_certificate_is_shown_to_registries_that_want_one()
    {
        using var certificates = new TestCertificates();
        await using var registry = await DockerRegistry.StartWithTlsAsync(certificates, clientCertificate: true);
        var host = new RegistryHostOptions
        {
            CertificateAuthorityFile = certificates.AuthorityFile,
            ClientCertificateFile = certificates.ClientFile,
            ClientKeyFile = certificates.ClientKeyFile,
        };
        using var store = new RegistryImageStore(new RegistryOptions
        {
            Hosts = new Dictionary<string, RegistryHostOptions> { [registry.Host] = host },
        });
        await store.SaveAsync(TestImages.Of(TestImages.Layer("a", "a"u8)), ImageReference.Parse($"{registry.Host}/app"), []);
        Assert.NotNull(await store.FindAsync(ImageReference.Parse($"{registry.Host}/app")));
    }

    internal static ICredentialSource Headers(string host, string header) =>
        AuthHeaderCredentials.Parse($$"""{"{{host}}":"{{header}}"}""", "TEST_AUTH");

    internal static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static int Count(DockerRegistry registry, params string[] words)
    {
        var settled = registry.Log.Count;
        for (var i = 0; i < 20 && (i < 4 || registry.Log.Count != settled); i++)
        {
            settled = registry.Log.Count;
            Thread.Sleep(15);
        }

        return registry.Log.Count(line => line.Contains("response completed", StringComparison.Ordinal)
            && words.All(word => line.Contains(word, StringComparison.Ordinal)));
    }
}
