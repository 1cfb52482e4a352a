using System.Net;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Oci.Registry.Transport;

/// <summary>Which registries may be talked to without TLS, and which without verifying it.</summary>
internal static class RegistryAddress
{
    /// <summary>Whether the options name this image's registry or repository as insecure.</summary>
    public static bool IsInsecure(RegistryOptions options, ImageReference reference) =>
        (options.Hosts.TryGetValue(reference.Registry, out var host) && host.Insecure)
        || options.InsecureRegistries.Any(prefix => StartsWith(reference.Name, prefix.TrimEnd('/')));

    /// <summary>Whether plain HTTP may be used: this machine, names of the local network, and what is insecure anyway.</summary>
    public static bool MayBePlain(string registry, bool insecure)
    {
        var host = HostOf(registry);
        return insecure || IsLoopback(host) || host.EndsWith(".local", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a host is this machine.</summary>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>A registry's name without its port.</summary>
    public static string HostOf(string registry)
    {
        var colon = registry.LastIndexOf(':');
        return colon > registry.LastIndexOf(']') ? registry[..colon] : registry;
    }

    private static bool StartsWith(string name, string prefix) =>
        prefix.Length > 0
        && name.StartsWith(prefix, StringComparison.Ordinal)
        && (name.Length == prefix.Length || name[prefix.Length] is '/' or ':' or '@');
}
