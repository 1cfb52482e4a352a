using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>A label that a buildpack puts on the app image.</summary>
/// <param name="Key">Key.</param>
/// <param name="Value">Value.</param>
public sealed record Label(string Key, string Value)
{
    internal static Label From(DocumentTable table) => new(table.Text("key"), table.Text("value"));

    internal TomlTable ToTable() => new() { ["key"] = Key, ["value"] = Value };
}
