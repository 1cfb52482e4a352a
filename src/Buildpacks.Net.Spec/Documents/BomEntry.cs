using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>An entry of the unstructured bill of materials that old buildpacks write.</summary>
public sealed record BomEntry
{
    /// <summary>What is listed.</summary>
    public string Name { get; init; } = "";

    /// <summary>The key <c>version</c> beside <c>name</c>; null when it is not there.</summary>
    public string? Version { get; init; }

    /// <summary>Anything said about it; null when nothing is.</summary>
    public TomlTable? Metadata { get; init; }

    /// <summary>Which buildpack wrote the entry; the lifecycle adds this.</summary>
    public GroupElement? Buildpack { get; init; }

    internal static BomEntry From(DocumentTable table) => new()
    {
        Name = table.Text("name"),
        Version = table.String("version"),
        Metadata = table.FreeTable("metadata"),
        Buildpack = table.Child("buildpack") is { } buildpack && BuildpackId.TryParse(buildpack.Text("id"), out _)
            ? GroupElement.From(buildpack)
            : null,
    };

    internal TomlTable ToTable()
    {
        var table = new TomlTable { ["name"] = Name };
        table.AddUnlessEmpty("version", Version);
        table.AddMetadata(Metadata);
        table.AddTable("buildpack", Buildpack?.ToTable());
        return table;
    }
}
