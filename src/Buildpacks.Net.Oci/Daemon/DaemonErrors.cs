namespace Buildpacks.Net.Oci.Daemon;

/// <summary>The stable codes of what can go wrong with a Docker daemon. Numbers are never reused.</summary>
public static class DaemonErrors
{
    /// <summary>The daemon cannot be reached.</summary>
    public const string Unreachable = "BPN2121";

    /// <summary>The daemon refuses a request, or fails at it.</summary>
    public const string Refused = "BPN2122";

    /// <summary>An answer of the daemon does not follow the protocol.</summary>
    public const string InvalidResponse = "BPN2123";

    /// <summary>The daemon's address is of no kind that can be used.</summary>
    public const string InvalidHost = "BPN2124";
}
