using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// A run image and the places where copies of it are, in <c>run.toml</c>, <c>stack.toml</c> and the metadata label.
/// </summary>
public sealed record RunImageSource
{
    /// <summary>Reference of the image, as written; may be empty.</summary>
    public string Image { get; init; } = "";

    /// <summary>References of its mirrors, as written.</summary>
    public IReadOnlyList<string> Mirrors { get; init; } = [];

    internal static RunImageSource From(DocumentTable table) =>
        new() { Image = table.Text("image"), Mirrors = table.Strings("mirrors") ?? [] };

    internal TomlTable ToTable()
    {
        var table = new TomlTable();
        table.AddUnlessEmpty("image", Image);
        table.AddStrings("mirrors", Mirrors.Count > 0 ? Mirrors : null);
        return table;
    }
}
