using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>The run image in <see cref="LifecycleMetadata"/>: what a rebase needs to know.</summary>
public sealed record RunImageMetadata
{
    /// <summary>diffID of the topmost layer of the run image in the app image; may be empty.</summary>
    public string TopLayer { get; init; } = "";

    /// <summary>Exact reference of the run image; may be empty.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The name by which it was asked for (Platform API 0.12); may be empty.</summary>
    public string Image { get; init; } = "";

    /// <summary>References of its mirrors (Platform API 0.12).</summary>
    public IReadOnlyList<string> Mirrors { get; init; } = [];

    internal static RunImageMetadata From(DocumentTable table) => new()
    {
        TopLayer = table.Text("top-layer"),
        Reference = table.Text("reference"),
        Image = table.Text("image"),
        Mirrors = table.Strings("mirrors") ?? [],
    };

    internal TomlTable ToTable()
    {
        var table = new TomlTable { ["top-layer"] = TopLayer, ["reference"] = Reference };
        table.AddUnlessEmpty("image", Image);
        table.AddStrings("mirrors", Mirrors.Count > 0 ? Mirrors : null);
        return table;
    }
}
