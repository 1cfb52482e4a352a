using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Buildpacks.Net.Conformance.Scenes;

namespace Buildpacks.Net.Conformance.Judging;

/// <summary>
/// Compares a document with what a case expects: tables hold at least the expected keys, lists exactly the expected elements
/// (or, after "...", at least these, in any order).
/// </summary>
internal sealed partial class Expectation(Placeholders placeholders)
{
    /// <summary>What differs, a line each; nothing when the document is as expected.</summary>
    public IEnumerable<string> Differences(string path, JsonNode? expected, JsonNode? actual) => expected switch
    {
        JsonObject table => OfTable(path, table, actual),
        JsonArray list when IsOpen(list) => OfOpenList(path, list, actual),
        JsonArray list => OfList(path, list, actual),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => OfText(path, placeholders.Expand(value.GetValue<string>()), Unquoted(value, actual)),
        _ => Same(expected, actual) ? [] : [$"{path}: expected {Show(expected)}, got {Show(actual)}"],
    };

    private static bool IsOpen(JsonArray list) => list is [JsonValue first, ..] && first.TryGetValue(out string? text) && text == "...";

    private IEnumerable<string> OfTable(string path, JsonObject expected, JsonNode? actual)
    {
        // Labels hold JSON in a text.
        if (actual is JsonValue value && value.TryGetValue(out string? text) && text.StartsWith('{'))
        {
            actual = JsonNode.Parse(text);
        }

        // Go programs write nil maps as null.
        return actual is JsonObject table
            ? expected.SelectMany(pair =>
            {
                string key = placeholders.Expand(pair.Key);
                return Differences($"{path} > {key}", pair.Value, table[key]);
            })
            : expected.All(pair => pair.Value is JsonValue only && only.TryGetValue(out string? word) && word == "<absent>") && actual is null
                ? [] : [$"{path}: expected a table, got {Show(actual)}"];
    }

    private IEnumerable<string> OfOpenList(string path, JsonArray expected, JsonNode? actual) => actual is JsonArray list
        ? expected.Skip(1).Where(wanted => !list.Any(item => !Differences(path, wanted, item).Any()))
            .Select(missing => $"{path}: expected an element {Show(missing)} in {Show(actual)}")
        : [$"{path}: expected a list with {Show(expected)}, got {Show(actual)}"];

    private IEnumerable<string> OfList(string path, JsonArray expected, JsonNode? actual)
    {
        JsonArray list = actual as JsonArray ?? [];
        return actual is not (null or JsonArray) || list.Count != expected.Count
            ? [$"{path}: expected {Show(expected)}, got {Show(actual)}"]
            : expected.SelectMany((item, index) => Differences($"{path} > {index}", item, list[index]));
    }

    private static IEnumerable<string> OfText(string path, string expected, JsonNode? actual)
    {
        string? text = actual is JsonValue value && value.TryGetValue(out string? found) ? found : null;
        bool matches = expected switch
        {
            "<absent>" => actual is null,
            "<any>" => actual is not null,
            "<digest>" => text is not null && Digest().IsMatch(text),
            ['~', ..] => text is not null && Regex.IsMatch(text, expected[1..]),
            _ => text == expected,
        };
        return matches ? [] : [$"{path}: expected {JsonSerializer.Serialize(expected, Readable)}, got {Show(actual)}"];
    }

    // A placeholder is a text in the case, but may stand for a number.
    private static JsonNode? Unquoted(JsonValue expected, JsonNode? actual) =>
        actual is JsonValue number && number.GetValueKind() == JsonValueKind.Number && Placeholder().IsMatch(expected.GetValue<string>())
            ? JsonValue.Create(number.ToJsonString()) : actual;

    private static bool Same(JsonNode? expected, JsonNode? actual) =>
        expected is not null && actual is JsonValue && expected.GetValueKind() == actual.GetValueKind()
        && (expected.GetValueKind() == JsonValueKind.Number
            ? double.Parse(expected.ToJsonString(), CultureInfo.InvariantCulture).Equals(double.Parse(actual.ToJsonString(), CultureInfo.InvariantCulture))
            : JsonNode.DeepEquals(expected, actual));

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Show(JsonNode? node)
    {
        string text = node?.ToJsonString(Readable) ?? "nothing";
        return text.Length <= 600 ? text : text[..600] + "...";
    }

    [GeneratedRegex("^sha256:[0-9a-f]{64}$")]
    private static partial Regex Digest();

    [GeneratedRegex("^<(?!absent|any|digest)[a-z-]+>$")]
    private static partial Regex Placeholder();
}
