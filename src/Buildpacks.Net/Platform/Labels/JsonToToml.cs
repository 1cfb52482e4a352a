using System.Text.Json;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Platform.Labels;

/// <summary>
/// The data of buildpacks travels as TOML in files and as JSON in labels and caches. This takes it out of JSON without
/// loss: whole numbers stay whole. TOML has no null: such members and items are left out.
/// </summary>
internal static class JsonToToml
{
    public static TomlTable Table(JsonElement element)
    {
        var table = new TomlTable();
        foreach (var member in element.EnumerateObject())
        {
            if (Value(member.Value) is { } value)
            {
                table[member.Name] = value;
            }
        }

        return table;
    }

    /// <summary>The value; null for JSON's null.</summary>
    public static TomlValue? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Table(element),
        JsonValueKind.Array => new TomlArray(element.EnumerateArray().Select(Value).OfType<TomlValue>()),
        JsonValueKind.String => new TomlString(element.GetString()!),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? new TomlInteger(whole) : new TomlFloat(element.GetDouble()),
        JsonValueKind.True => new TomlBoolean(true),
        JsonValueKind.False => new TomlBoolean(false),
        _ => null,
    };
}
