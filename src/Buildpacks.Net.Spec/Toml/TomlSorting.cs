using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Spec.Toml;

internal static class TomlSorting
{
    /// <summary>Copies a value with the keys of every table in it sorted by their bytes.</summary>
    public static TomlValue Sort(TomlValue value) => value switch
    {
        TomlTable table => Sort(table),
        TomlArray array => new TomlArray(array.Select(Sort)) { Position = array.Position },
        _ => value,
    };

    private static TomlTable Sort(TomlTable table)
    {
        var sorted = new TomlTable { Position = table.Position };
        foreach (var key in table.Keys.Order(PosixText.ByteOrder))
        {
            sorted.Add(key, Sort(table[key]));
        }

        return sorted;
    }
}
