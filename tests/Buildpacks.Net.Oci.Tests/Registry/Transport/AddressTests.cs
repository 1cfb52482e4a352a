using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.Oci.Registry.Transport;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Oci.Tests.Registry.Transport;

/// <summary>Which registries may be plain HTTP, and what goes through a proxy.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("localhost:5000", true)]
    [InlineData("127.0.0.1:5000", true)]
    [InlineData("127.1.2.3", true)]
    [InlineData("[::1]:5000", true)]
    [InlineData("registry.local", true)]
    [InlineData("registry.local:5000", true)]
    [InlineData("registry.test", false)]
    [InlineData("10.0.0.1:5000", false)]
    [InlineData("localhost.test", false)]
    public void Plain_http_is_for_near_registries(string registry, bool expected) =>
        Assert.Equal(expected, RegistryAddress.MayBePlain(registry, insecure: false));

    [Theory]
    [InlineData("registry.test:5000", true)]
    [InlineData("registry.test", true)]
    [InlineData("registry.test:5000/team", true)]
    [InlineData("registry.test:5000/te", false)]
    [InlineData("reg", false)]
    [InlineData("", false)]
    [InlineData("other.test", false)]
    public void Insecure_registries_are_matched_by_whole_parts(string insecure, bool expected) => Assert.Equal(
        expected,
        RegistryAddress.IsInsecure(
            new RegistryOptions { InsecureRegistries = [insecure] }, ImageReference.Parse("registry.test:5000/team/app")));

    [Theory]
    [InlineData("https://a.test/", "http://secure.test:1/")]
    [InlineData("http://a.test/", "http://plain.test:2/")]
    [InlineData("https://direct.test/", null)]
    [InlineData("https://sub.direct.test/", null)]
    [InlineData("https://notdirect.test/", "http://secure.test:1/")]
    [InlineData("https://10.1.2.3/", null)]
    [InlineData("https://11.1.2.3/", "http://secure.test:1/")]
    [InlineData("https://port.test:8443/", null)]
    [InlineData("https://port.test/", "http://secure.test:1/")]
    [InlineData("https://x.below.test/", null)]
    [InlineData("https://localhost:5000/", null)]
    [InlineData("http://127.0.0.1:5000/", null)]
    public void Proxies_are_chosen_by_scheme_and_exceptions(string address, string? expected)
    {
        var rules = new ProxyRules(new ProxyOptions
        {
            HttpsProxy = "http://user:word@secure.test:1",
            HttpProxy = "plain.test:2",
            NoProxy = "direct.test, 10.0.0.0/8,port.test:8443 ,.below.test,",
        });
        Assert.Equal(expected, rules.GetProxy(new Uri(address))?.AbsoluteUri);
    }

    [Fact]
    public async Task A_proxy_gets_the_requests()
    {
        await using var proxy = new HttpTestServer((_, exchange) => exchange.ReplyAsync(404));
        using var store = new RegistryImageStore(new RegistryOptions
        {
            InsecureRegistries = ["registry.test"],
            Proxy = new ProxyOptions { HttpProxy = $"http://{proxy.Host}", HttpsProxy = $"http://{proxy.Host}" },
            Retry = new RetryOptions { Attempts = 1 },
        });
        await store.LookUpAsync(ImageReference.Parse("registry.test/app"));
        Assert.Contains(proxy.Requests, request => request.Method == "CONNECT" && request.Target == "registry.test:443");
    }

    [Theory]
    [InlineData("https://u:p@host.test:8/a/b?x=y#z", "https://host.test:8/a/b")]
    public void Addresses_are_shown_without_secrets(string address, string expected) =>
        Assert.Equal(expected, RedactedUrl.Of(new Uri(address)));
}
