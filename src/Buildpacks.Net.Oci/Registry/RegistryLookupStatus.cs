namespace Buildpacks.Net.Oci.Registry;

/// <summary>How a search for an image in a registry ended.</summary>
public enum RegistryLookupStatus
{
    /// <summary>It is there.</summary>
    Found,

    /// <summary>There is no image of that name.</summary>
    Absent,

    /// <summary>There are images of that name, but none for the platform.</summary>
    PlatformAbsent,

    /// <summary>We may not know: the registry wants other credentials. Many registries say so of images that are not there.</summary>
    Unauthorized,

    /// <summary>The registry cannot be reached, or fails.</summary>
    Unreachable,
}
