using System.Net;

namespace Buildpacks.Net.Oci.Registry.Transport;

/// <summary>Chooses the proxy for an address as container tools do from the usual environment variables' values.</summary>
internal sealed class ProxyRules : IWebProxy
{
    // By address, so that one proxy never gets the other's.
    private readonly CredentialCache _credentials = [];
    private readonly Uri? _http;
    private readonly Uri? _https;
    private readonly IReadOnlyList<string> _direct;

    public ProxyRules(ProxyOptions options)
    {
        _http = Parse(options.HttpProxy, "HTTP");
        _https = Parse(options.HttpsProxy, "HTTPS");
        _direct = (options.NoProxy ?? string.Empty)
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Credentials = _credentials;
    }

    public ICredentials? Credentials { get; set; }

    public Uri? GetProxy(Uri destination)
    {
        var proxy = destination.Scheme == Uri.UriSchemeHttps ? _https : _http;
        return proxy is null || IsDirect(destination) ? null : proxy;
    }

    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    private bool IsDirect(Uri destination) =>
        RegistryAddress.IsLoopback(destination.IdnHost) || _direct.Any(rule => Matches(rule, destination));

    private static bool Matches(string rule, Uri destination)
    {
        if (rule == "*")
        {
            return true;
        }

        var host = destination.IdnHost;
        if (IPNetwork.TryParse(rule, out var network))
        {
            return IPAddress.TryParse(host, out var address) && network.Contains(address);
        }

        if (IPAddress.TryParse(rule, out var single))
        {
            return IPAddress.TryParse(host, out var address) && single.Equals(address);
        }

        var colon = rule.LastIndexOf(':');
        if (colon > 0 && int.TryParse(rule.AsSpan(colon + 1), out var port))
        {
            return port == destination.Port && MatchesName(rule[..colon], host);
        }

        return MatchesName(rule, host);
    }

    private static bool MatchesName(string rule, string host)
    {
        // ".example.org" and "*.example.org" mean the names below; "example.org" also means the name itself.
        var suffix = rule.TrimStart('*');
        return suffix.StartsWith('.')
            ? host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
            : host.Equals(suffix, StringComparison.OrdinalIgnoreCase)
                || host.EndsWith("." + suffix, StringComparison.OrdinalIgnoreCase);
    }

    private Uri? Parse(string? text, string kind)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        if (!Uri.TryCreate(full, UriKind.Absolute, out var proxy) || proxy.Scheme is not ("http" or "https" or "socks5"))
        {
            throw new RegistryException(
                RegistryErrors.UnsafeAddress, $"could not use the {kind} proxy: its address is none; write it as http://host:port.");
        }

        if (proxy.UserInfo.Length > 0)
        {
            var parts = proxy.UserInfo.Split(':', 2);
            var credential = new NetworkCredential(
                Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? string.Empty));
            proxy = new UriBuilder(proxy) { UserName = string.Empty, Password = string.Empty }.Uri;
            _credentials.Add(proxy, "Basic", credential);
        }

        return proxy;
    }
}
