namespace Buildpacks.Net.Oci.Registry;

/// <summary>Proxies, in the forms that the environment variables of the same names have.</summary>
public sealed record ProxyOptions
{
    /// <summary>The proxy for plain HTTP (<c>HTTP_PROXY</c>): an address, or just <c>host:port</c>; null for none.</summary>
    public string? HttpProxy { get; init; }

    /// <summary>The proxy for HTTPS (<c>HTTPS_PROXY</c>); null for none.</summary>
    public string? HttpsProxy { get; init; }

    /// <summary>
    /// Hosts to be reached directly (<c>NO_PROXY</c>), separated by commas: names (with all names below them), addresses,
    /// address blocks as in <c>10.0.0.0/8</c>, each with an optional port, or <c>*</c>. Loopback is always reached directly.
    /// </summary>
    public string? NoProxy { get; init; }
}
