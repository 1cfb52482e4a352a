using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>The layers of one buildpack in <see cref="LifecycleMetadata"/>.</summary>
public sealed record BuildpackLayersMetadata
{
    /// <summary>Which buildpack (<c>key</c>).</summary>
    public required BuildpackId Id { get; init; }

    /// <summary>Which version.</summary>
    public string Version { get; init; } = "";

    /// <summary>Its layers, each with another name; written sorted by the bytes of the name.</summary>
    public IReadOnlyList<LayerMetadata> Layers { get; init; } = [];

    /// <summary>The data of its store.toml (<c>store.metadata</c>); null when it has none.</summary>
    public TomlTable? Store { get; init; }

    /// <summary>Whether it has a store.toml, if only an empty one.</summary>
    public bool HasStore { get; init; }

    /// <summary>The layer with a name, or null.</summary>
    public LayerMetadata? FindLayer(LayerName name) => Layers.FirstOrDefault(layer => layer.Name == name);

    internal static BuildpackLayersMetadata From(DocumentTable table) => new()
    {
        Id = table.Id("key"),
        Version = table.Text("version"),
        Layers = table.Child("layers")?.Entries(LayerMetadata.From) ?? [],
        Store = table.Child("store")?.FreeTable("metadata"),
        HasStore = table.Child("store") is not null,
    };

    internal TomlTable ToTable()
    {
        var layers = new TomlTable();
        foreach (var layer in Layers.OrderBy(layer => layer.Name.Value, PosixText.ByteOrder))
        {
            layers[layer.Name.Value] = layer.ToTable();
        }

        var table = new TomlTable { ["key"] = Id.Value, ["version"] = Version, ["layers"] = layers };
        if (Store is not null || HasStore)
        {
            var store = new TomlTable();
            store.AddMetadata(Store);
            table["store"] = store;
        }

        return table;
    }
}
