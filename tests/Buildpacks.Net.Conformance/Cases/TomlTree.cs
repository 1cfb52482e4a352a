using System.Globalization;
using System.Text.Json.Nodes;
using Tomlyn;
using Tomlyn.Model;

namespace Buildpacks.Net.Conformance.Cases;

/// <summary>TOML documents as the same trees that JSON documents are, so that one comparison serves both.</summary>
internal static class TomlTree
{
    public static JsonObject Read(string text, string name)
    {
        try
        {
            return (JsonObject)Convert(TomlSerializer.Deserialize<TomlTable>(text))!;
        }
        catch (TomlException error)
        {
            throw new CaseException($"{name} is not TOML: {error.Message}");
        }
    }

    private static JsonNode? Convert(object? value) => value switch
    {
        null => null,
        TomlTable table => new JsonObject(table.Select(pair => KeyValuePair.Create(pair.Key, Convert(pair.Value)))),
        TomlTableArray tables => new JsonArray([.. tables.Select(Convert)]),
        TomlArray array => new JsonArray([.. array.Select(Convert)]),
        string text => JsonValue.Create(text),
        bool truth => JsonValue.Create(truth),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        _ => JsonValue.Create(System.Convert.ToString(value, CultureInfo.InvariantCulture)),
    };
}
