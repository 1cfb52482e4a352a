namespace Buildpacks.Net.Sdk.Sbom;

/// <summary>One piece of software in a bill of materials.</summary>
/// <param name="Type">CycloneDX component type: <c>library</c>, <c>framework</c>, <c>application</c> …</param>
/// <param name="Name">Its name, as its ecosystem spells it.</param>
/// <param name="Version">Its version.</param>
/// <param name="PackageUrl">Its package URL (purl), such as <c>pkg:nuget/Tomlyn@2.10.2</c>.</param>
public sealed record CycloneDxComponent(string Type, string Name, string Version, string PackageUrl)
{
    /// <summary>Hex SHA-512 of the package, if it is known.</summary>
    public string? Sha512 { get; init; }
}
