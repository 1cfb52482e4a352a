using System.Text.Json;
using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Images;

/// <summary>
/// Reads a JSON document of bounded size and depth into values; what has the wrong type is an error that names the
/// member. As in Go programs, names match in any case, null means absent, and of equal names the last counts.
/// </summary>
internal sealed class JsonDocumentReader
{
    /// <summary>The largest manifest, index or config that is read: four MiB, the limit registries use.</summary>
    internal const int MaximumSize = 4 * 1024 * 1024;

    private const int MaximumDepth = 64;
    private readonly string _kind;
    private readonly string _subject;

    private JsonDocumentReader(string kind, string subject)
    {
        _kind = kind;
        _subject = subject;
    }

    /// <summary>Parses a document and reads it.</summary>
    /// <exception cref="OciException"><see cref="OciErrors.InvalidDocument"/>.</exception>
    public static T Read<T>(
        ReadOnlyMemory<byte> json, string kind, string subject, Func<JsonDocumentReader, JsonElement, T> read) =>
        Parse(json, kind, subject, (reader, root) => root.ValueKind == JsonValueKind.Object
            ? read(reader, root)
            : throw reader.Invalid("it is no JSON object"));

    /// <summary>Parses a document that is a list of objects, and reads each.</summary>
    /// <exception cref="OciException"><see cref="OciErrors.InvalidDocument"/>.</exception>
    public static IReadOnlyList<T> ReadList<T>(
        ReadOnlyMemory<byte> json, string kind, string subject, Func<JsonDocumentReader, JsonElement, T> read) =>
        Parse<IReadOnlyList<T>>(json, kind, subject, (reader, root) =>
            root.ValueKind == JsonValueKind.Array
            && root.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object)
                ? [.. root.EnumerateArray().Select(item => read(reader, item))]
                : throw reader.Invalid("it is no JSON list of objects"));

    public static JsonElement? Member(JsonElement parent, string name)
    {
        JsonElement? found = null;
        foreach (var member in parent.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null
                && string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                found = member.Value;
            }
        }

        return found;
    }

    public JsonElement? Object(JsonElement parent, string name) => Typed(parent, name, JsonValueKind.Object, "an object");

    public string Text(JsonElement parent, string name) =>
        Typed(parent, name, JsonValueKind.String, "a string") is { } value ? TextOf(value, name) : string.Empty;

    public long Number(JsonElement parent, string name)
    {
        if (Typed(parent, name, JsonValueKind.Number, "a number") is not { } value)
        {
            return 0;
        }

        return value.TryGetInt64(out var number) ? number : throw Invalid($"'{name}' is no whole number");
    }

    public bool Flag(JsonElement parent, string name) => Member(parent, name) is { } value
        && (value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Invalid($"'{name}' is not true or false"));

    public Digest Digest(JsonElement parent, string name) => DigestOf(Text(parent, name), name);

    public Digest DigestOf(string text, string name) => Content.Digest.TryParse(text, out var digest)
        ? digest
        : throw Invalid($"'{name}' holds '{text}', which is no digest");

    public Timestamp Time(JsonElement parent, string name)
    {
        var text = Text(parent, name);
        return text.Length == 0
            ? Timestamp.Unknown
            : Timestamp.TryParse(text) ?? throw Invalid($"'{name}' holds '{text}', which is no RFC 3339 time");
    }

    public IReadOnlyList<T> List<T>(JsonElement parent, string name, Func<JsonElement, T> read) =>
        Typed(parent, name, JsonValueKind.Array, "a list") is { } list ? [.. list.EnumerateArray().Select(read)] : [];

    public IReadOnlyList<string> Texts(JsonElement parent, string name) =>
        List(parent, name, item => item.ValueKind switch
        {
            JsonValueKind.String => TextOf(item, name),
            JsonValueKind.Null => string.Empty,
            _ => throw Invalid($"'{name}' holds something that is no string"),
        });

    public IReadOnlyDictionary<string, string> TextMap(JsonElement parent, string name)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Object(parent, name) is { } members)
        {
            foreach (var member in members.EnumerateObject())
            {
                map[member.Name] = member.Value.ValueKind switch
                {
                    JsonValueKind.String => TextOf(member.Value, name),
                    JsonValueKind.Null => string.Empty,
                    _ => throw Invalid($"'{name}' holds something that is no string"),
                };
            }
        }

        return map;
    }

    public IReadOnlyList<string> Set(JsonElement parent, string name) =>
        Object(parent, name) is { } members ? [.. members.EnumerateObject().Select(member => member.Name)] : [];

    public OciException Invalid(string reason, Exception? cause = null) =>
        new(OciErrors.InvalidDocument, $"could not read the {_kind} of {_subject}: {reason}.", cause);

    private static T Parse<T>(
        ReadOnlyMemory<byte> json, string kind, string subject, Func<JsonDocumentReader, JsonElement, T> read)
    {
        var reader = new JsonDocumentReader(kind, subject);
        if (json.Length > MaximumSize)
        {
            throw reader.Invalid($"it has {json.Length} bytes, more than the limit of {MaximumSize}");
        }

        try
        {
            using var document = JsonDocument.Parse(
                json, new JsonDocumentOptions { MaxDepth = MaximumDepth, AllowDuplicateProperties = true });
            return read(reader, document.RootElement);
        }
        catch (JsonException error)
        {
            throw reader.Invalid(error.Message.TrimEnd('.'), error);
        }
        catch (InvalidOperationException error)
        {
            // Names are decoded wherever they are compared: half a surrogate pair, or bytes that are no UTF-8.
            throw reader.Invalid("a member's name is no Unicode", error);
        }
    }

    private JsonElement? Typed(JsonElement parent, string name, JsonValueKind kind, string form) =>
        Member(parent, name) is not { } value ? null
        : value.ValueKind == kind ? value
        : throw Invalid($"'{name}' is not {form}");

    private string TextOf(JsonElement value, string name)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            // Half a surrogate pair, or bytes that are no UTF-8.
            throw Invalid($"'{name}' holds text that is no Unicode", error);
        }
    }
}
