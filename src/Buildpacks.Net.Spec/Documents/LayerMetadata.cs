using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>A layer of a buildpack in <see cref="LifecycleMetadata"/>.</summary>
public sealed record LayerMetadata
{
    /// <summary>Its name.</summary>
    public required LayerName Name { get; init; }

    /// <summary>diffID of the layer; may be empty.</summary>
    public string Sha { get; init; } = "";

    /// <summary>
    /// Data of the buildpack (<c>data</c> in JSON); null when there is none. A table, except where a buildpack wrote
    /// something else.
    /// </summary>
    public TomlValue? Data { get; init; }

    /// <summary>Whether the layer is there for later buildpacks.</summary>
    public bool Build { get; init; }

    /// <summary>Whether the layer is in the app image.</summary>
    public bool Launch { get; init; }

    /// <summary>Whether the layer is kept for the next build.</summary>
    public bool Cache { get; init; }

    internal static LayerMetadata From(string name, DocumentTable table) => new()
    {
        Name = LayerName.TryParse(name, out var parsed)
            ? parsed
            : throw table.Fault(DocumentException.InvalidValue, $"\"{name}\" is not a layer name"),
        Sha = table.Text("sha"),
        Data = table.Value("metadata"),
        Build = table.Flag("build"),
        Launch = table.Flag("launch"),
        Cache = table.Flag("cache"),
    };

    internal TomlTable ToTable()
    {
        var table = new TomlTable { ["sha"] = Sha };
        table.AddMetadata(Data);
        table["build"] = Build;
        table["launch"] = Launch;
        table["cache"] = Cache;
        return table;
    }
}
