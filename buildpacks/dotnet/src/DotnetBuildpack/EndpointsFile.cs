using System.Text.Json;
using System.Text.RegularExpressions;

namespace DotnetBuildpack;

/// <summary>The list of static web assets, <c>NAME.staticwebassets.endpoints.json</c>.</summary>
internal static partial class EndpointsFile
{
    private const string Endpoints = "Endpoints";

    public static bool Is(string path) => path.EndsWith(".staticwebassets.endpoints.json", StringComparison.Ordinal);

    /// <summary>
    /// The same list without what differs from one build to the next: its order, and dates. The date is that of all files in the
    /// image.
    /// </summary>
    public static byte[] Normalize(string text)
    {
        using var document = JsonDocument.Parse(LastModified().Replace(text, "${head}Tue, 01 Jan 1980 00:00:01 GMT\""));
        using var content = new MemoryStream();
        using (var writer = new Utf8JsonWriter(content))
        {
            writer.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                writer.WritePropertyName(property.Name);
                Write(writer, property);
            }

            writer.WriteEndObject();
        }

        return content.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonProperty property)
    {
        if (property.Name != Endpoints || property.Value.ValueKind != JsonValueKind.Array)
        {
            writer.WriteRawValue(property.Value.GetRawText());
            return;
        }

        writer.WriteStartArray();
        foreach (var endpoint in property.Value.EnumerateArray().Select(e => e.GetRawText()).Order(StringComparer.Ordinal))
        {
            writer.WriteRawValue(endpoint);
        }

        writer.WriteEndArray();
    }

    [GeneratedRegex("""(?<head>"Name":"Last-Modified","Value":")[^"]*\x22""", RegexOptions.CultureInvariant)]
    private static partial Regex LastModified();
}
