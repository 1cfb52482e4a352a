namespace Buildpacks.Net.Spec.Documents;

/// <summary>A license in <c>buildpack.toml</c> or <c>extension.toml</c>.</summary>
/// <param name="Type">SPDX identifier; may be empty.</param>
/// <param name="Uri">Where to read it; may be empty.</param>
public sealed record LicenseInfo(string Type, string Uri)
{
    internal static LicenseInfo From(DocumentTable table) => new(table.Text("type"), table.Text("uri"));
}
