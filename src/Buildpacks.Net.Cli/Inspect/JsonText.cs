using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Buildpacks.Net.Cli.Inspect;

/// <summary>Writes one JSON object. What images say is written without credentials.</summary>
internal sealed class JsonText
{
    private readonly Utf8JsonWriter _json;

    private JsonText(Utf8JsonWriter json) => _json = json;

    /// <summary>The object, indented, with a line end.</summary>
    public static string Write(Action<JsonText> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(new JsonText(json));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>A text; null as null.</summary>
    public void Text(string name, string? value) => _json.WriteString(name, value is null ? null : Redaction.OfUrls(value));

    /// <summary>A text; null where it is empty.</summary>
    public void Optional(string name, string value) => Text(name, value.Length == 0 ? null : value);

    /// <summary>A number; null as null.</summary>
    public void Number(string name, long? value)
    {
        if (value is { } number)
        {
            _json.WriteNumber(name, number);
        }
        else
        {
            _json.WriteNull(name);
        }
    }

    public void Flag(string name, bool value) => _json.WriteBoolean(name, value);

    public void Null(string name) => _json.WriteNull(name);

    /// <summary>An object.</summary>
    public void Object(string name, Action write)
    {
        _json.WriteStartObject(name);
        write();
        _json.WriteEndObject();
    }

    /// <summary>A list of objects.</summary>
    public void Objects<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        _json.WriteStartArray(name);
        foreach (var item in items)
        {
            _json.WriteStartObject();
            write(item);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    /// <summary>A list of texts.</summary>
    public void Texts(string name, IEnumerable<string> items)
    {
        _json.WriteStartArray(name);
        foreach (var item in items)
        {
            _json.WriteStringValue(Redaction.OfUrls(item));
        }

        _json.WriteEndArray();
    }

    /// <summary>An object of texts.</summary>
    public void Entries(string name, IEnumerable<KeyValuePair<string, string?>> entries) => Object(name, () =>
    {
        foreach (var (key, value) in entries.DistinctBy(entry => entry.Key))
        {
            Text(key, value);
        }
    });
}
