namespace Buildpacks.Net.Oci.Registry.Transport;

/// <summary>Whether two addresses are of the same server: what one may know, the other may.</summary>
internal static class Origin
{
    public static bool IsSame(Uri left, Uri right) =>
        left.Scheme == right.Scheme
        && left.Port == right.Port
        && left.IdnHost.Equals(right.IdnHost, StringComparison.OrdinalIgnoreCase);
}
