using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>A part of the app folder that becomes a layer of its own.</summary>
/// <param name="Paths">Glob patterns below the app folder; null when the key is missing, which is written back
/// as such.</param>
public sealed record Slice(IReadOnlyList<string>? Paths)
{
    internal static Slice From(DocumentTable table) => new(table.Strings("paths"));

    internal TomlTable ToTable()
    {
        var table = new TomlTable();
        table.AddStrings("paths", Paths);
        return table;
    }
}
