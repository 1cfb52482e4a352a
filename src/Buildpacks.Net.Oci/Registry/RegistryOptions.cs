using Buildpacks.Net.Oci.Registry.Auth;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buildpacks.Net.Oci.Registry;

/// <summary>How registries are talked to. Everything comes from here: no environment is read.</summary>
public sealed record RegistryOptions
{
    /// <summary>Where credentials come from; anonymous unless given.</summary>
    public ICredentialSource Credentials { get; init; } = AnonymousCredentials.Instance;

    /// <summary>
    /// Registries or repositories (<c>host</c>, <c>host:port</c>, <c>host/repository</c>) whose certificates are not
    /// verified, and which may be talked to in plain HTTP.
    /// </summary>
    public IReadOnlyList<string> InsecureRegistries { get; init; } = [];

    /// <summary>What is special about single registries, by host (with port, if it has one).</summary>
    public IReadOnlyDictionary<string, RegistryHostOptions> Hosts { get; init; } =
        new Dictionary<string, RegistryHostOptions>();

    /// <summary>Proxies; null for direct connections.</summary>
    public ProxyOptions? Proxy { get; init; }

    /// <summary>When requests are repeated.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>How long a connection may take to come about.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a transfer may stand still. There is no limit to how long it may take.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a registry may think before it answers, such as while it stores a large layer.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many layers are transferred at the same time; at least 1.</summary>
    public int ParallelTransfers { get; init; } = 4;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Receives what is worth telling, never a secret.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;
}
