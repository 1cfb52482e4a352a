using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Build;

/// <summary>A software bill of materials that a buildpack wrote, and where it belongs.</summary>
/// <param name="Source">Absolute path of the file.</param>
/// <param name="Buildpack">Who wrote it.</param>
/// <param name="Layer">The layer it lists; null when it lists what the buildpack did elsewhere.</param>
/// <param name="Kind">The folder of <c>&lt;layers&gt;/sbom</c>: <c>build</c>, <c>launch</c> or <c>cache</c>.</param>
/// <param name="Name">Its new name: <c>sbom.cdx.json</c>, <c>sbom.spdx.json</c> or <c>sbom.syft.json</c>.</param>
internal sealed record SbomFile(string Source, BuildpackId Buildpack, LayerName? Layer, string Kind, string Name)
{
    /// <summary>The path below <c>&lt;layers&gt;/sbom</c>.</summary>
    public string Target => string.Join('/', new[] { Kind, Buildpack.FolderName, Layer?.Value, Name }.Where(part => part is not null));
}
