using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Oci.Registry;

/// <summary>The end of a search for an image in a registry.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Image">The image, if it was found.</param>
/// <param name="Fault">What the registry said, if it refused or could not be reached.</param>
public sealed record RegistryLookup(RegistryLookupStatus Status, Image? Image = null, RegistryException? Fault = null);
