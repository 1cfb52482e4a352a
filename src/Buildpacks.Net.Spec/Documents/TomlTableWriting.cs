using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>The ways in which documents leave out what is not there.</summary>
internal static class TomlTableWriting
{
    public static void AddUnlessEmpty(this TomlTable table, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            table[key] = value;
        }
    }

    public static void AddIfTrue(this TomlTable table, string key, bool value)
    {
        if (value)
        {
            table[key] = true;
        }
    }

    public static void AddStrings(this TomlTable table, string key, IEnumerable<string>? values)
    {
        if (values is not null)
        {
            table[key] = TomlArray.Of(values);
        }
    }

    public static void AddTable(this TomlTable table, string key, TomlTable? value)
    {
        if (value is not null)
        {
            table[key] = value;
        }
    }

    /// <summary>Adds free-form data under <c>metadata</c>, its keys sorted.</summary>
    public static void AddMetadata(this TomlTable table, TomlValue? value)
    {
        if (value is not null)
        {
            table["metadata"] = TomlSorting.Sort(value);
        }
    }

    public static void AddTables<T>(this TomlTable table, string key, IReadOnlyList<T> items, Func<T, TomlTable> toTable)
    {
        if (items.Count > 0)
        {
            table[key] = new TomlArray(items.Select(toTable));
        }
    }
}
