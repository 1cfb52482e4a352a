using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Cli.Building;

/// <summary>Where the layers of a build are kept; one of the two.</summary>
/// <param name="Folder">A folder that is there.</param>
/// <param name="Image">An image in a registry.</param>
internal sealed record BuildCaches(string? Folder, ImageReference? Image);
