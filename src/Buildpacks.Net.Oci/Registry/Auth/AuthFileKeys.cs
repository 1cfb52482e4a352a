using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Oci.Registry.Auth;

/// <summary>How registries are named in credential files. Docker Hub goes by several names there.</summary>
internal static class AuthFileKeys
{
    private const string DockerHubServer = "https://index.docker.io/v1/";
    private static readonly string[] DockerHubNames = ["index.docker.io", "docker.io", "registry-1.docker.io"];

    /// <summary>The name a credential helper knows a registry by.</summary>
    public static string ServerOf(string registry) => DockerHubNames.Contains(registry) ? DockerHubServer : registry;

    /// <summary>The keys for a repository and all folders it is in, the longest first; none for the host alone.</summary>
    public static IEnumerable<string> RepositoryKeys(string registry, string repository)
    {
        for (var path = repository; path.Length > 0; path = Parent(path))
        {
            foreach (var host in HostKeys(registry))
            {
                yield return $"{host}/{path}";
            }
        }
    }

    /// <summary>The keys for the host alone.</summary>
    public static IEnumerable<string> HostKeys(string registry) =>
        registry == ImageReference.DefaultRegistry ? DockerHubNames : [registry];

    /// <summary>A key without what some tools write around it: scheme, API version, final slash.</summary>
    public static string Normalize(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        var plain = (scheme < 0 ? key : key[(scheme + 3)..]).TrimEnd('/');
        foreach (var version in (ReadOnlySpan<string>)["/v1", "/v2"])
        {
            if (plain.EndsWith(version, StringComparison.Ordinal) && plain.IndexOf('/', StringComparison.Ordinal) == plain.Length - version.Length)
            {
                return plain[..^version.Length];
            }
        }

        return plain;
    }

    private static string Parent(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? string.Empty : path[..slash];
    }
}
