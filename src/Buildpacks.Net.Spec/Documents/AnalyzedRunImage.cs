using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>The run image in <c>analyzed.toml</c>.</summary>
public sealed record AnalyzedRunImage
{
    /// <summary>
    /// Exact reference: by digest in a registry, or the image id in a daemon; empty when the image is not there.
    /// </summary>
    public string Reference { get; init; } = "";

    /// <summary>The name by which it was asked for; may be empty.</summary>
    public string Image { get; init; } = "";

    /// <summary>Whether extensions extend it.</summary>
    public bool Extend { get; init; }

    /// <summary>What it is made for; null before Platform API 0.12.</summary>
    public TargetMetadata? Target { get; init; }

    internal static AnalyzedRunImage From(DocumentTable table) => new()
    {
        Reference = table.Text("reference"),
        Image = table.Text("image"),
        Extend = table.Flag("extend"),
        Target = table.Child("target") is { } target ? TargetMetadata.From(target) : null,
    };

    internal TomlTable ToTable()
    {
        var table = new TomlTable { ["reference"] = Reference };
        table.AddUnlessEmpty("image", Image);
        table.AddIfTrue("extend", Extend);
        table.AddTable("target", Target?.ToTable());
        return table;
    }
}
