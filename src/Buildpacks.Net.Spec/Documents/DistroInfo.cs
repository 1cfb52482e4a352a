namespace Buildpacks.Net.Spec.Documents;

/// <summary>A Linux distribution, named as in os-release.</summary>
/// <param name="Name"><c>ID</c> of os-release; empty means any.</param>
/// <param name="Version"><c>VERSION_ID</c> of os-release; empty means any.</param>
public sealed record DistroInfo(string Name, string Version)
{
    internal static DistroInfo From(DocumentTable table) => new(table.Text("name"), table.Text("version"));
}
