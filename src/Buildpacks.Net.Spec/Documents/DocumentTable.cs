using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// A table being read as a document: keys are found as written or else in any case, unknown keys are ignored, and a value of
/// the wrong type is a fault that names file, place and key.
/// </summary>
internal sealed class DocumentTable
{
    private readonly TomlTable _table;
    private readonly string _file;
    private readonly string _path;

    private DocumentTable(TomlTable table, string file, string path)
    {
        _table = table;
        _file = file;
        _path = path;
    }

    /// <summary>Where the table stands.</summary>
    public TomlPosition Position => _table.Position;

    public static DocumentTable Parse(string text, string file) => new(TomlReader.Parse(text, file), file, "");

    /// <summary>Whether there is a value under the key as written.</summary>
    public bool HasExactly(string key) => _table.ContainsKey(key);

    /// <summary>The value under the key as it is; null when there is none.</summary>
    public TomlValue? Value(string key)
    {
        if (_table.TryGetValue(key, out var value))
        {
            return value;
        }

        foreach (var (name, other) in _table)
        {
            if (string.Equals(name, key, StringComparison.OrdinalIgnoreCase))
            {
                return other;
            }
        }

        return null;
    }

    /// <summary>A string; null when the key is missing.</summary>
    public string? String(string key) => Typed<TomlString>(key, "a string")?.Value;

    /// <summary>A string; empty when the key is missing.</summary>
    public string Text(string key) => String(key) ?? "";

    /// <summary>A boolean; false when the key is missing.</summary>
    public bool Flag(string key) => OptionalFlag(key) ?? false;

    /// <summary>A boolean; null when the key is missing.</summary>
    public bool? OptionalFlag(string key) => Typed<TomlBoolean>(key, "a boolean")?.Value;

    /// <summary>An integer; null when the key is missing.</summary>
    public long? Integer(string key) => Typed<TomlInteger>(key, "an integer")?.Value;

    /// <summary>A free-form table; null when the key is missing or, as the reference has it, holds anything else.</summary>
    public TomlTable? FreeTable(string key) => Value(key) as TomlTable;

    /// <summary>A table of the document; null when the key is missing.</summary>
    public DocumentTable? Child(string key) =>
        Typed<TomlTable>(key, "a table") is { } table ? new DocumentTable(table, _file, PathOf(key)) : null;

    /// <summary>The tables of an array; none when the key is missing.</summary>
    public IReadOnlyList<T> List<T>(string key, Func<DocumentTable, T> read)
    {
        if (Typed<TomlArray>(key, "an array of tables") is not { Count: > 0 } array)
        {
            return [];
        }

        var items = new List<T>(array.Count);
        foreach (var item in array)
        {
            items.Add(read(new DocumentTable(Check<TomlTable>(item, key, "an array of tables"), _file, PathOf(key))));
        }

        return items;
    }

    /// <summary>All entries of this table, each of which must be a table.</summary>
    public IReadOnlyList<T> Entries<T>(Func<string, DocumentTable, T> read)
    {
        var items = new List<T>(_table.Count);
        foreach (var (key, value) in _table)
        {
            items.Add(read(key, new DocumentTable(Check<TomlTable>(value, key, "a table"), _file, PathOf(key))));
        }

        return items;
    }

    /// <summary>The strings of an array; null when the key is missing.</summary>
    public IReadOnlyList<string>? Strings(string key) =>
        Typed<TomlArray>(key, "an array of strings") is { } array ? Strings(key, array) : null;

    /// <summary>A string as a list of one, or the strings of an array; null when the key is missing.</summary>
    public IReadOnlyList<string>? StringOrStrings(string key, out bool isString)
    {
        var value = Value(key);
        isString = value is TomlString;
        return value switch
        {
            null => null,
            TomlString text => [text.Value],
            TomlArray array => Strings(key, array),
            _ => throw WrongType(value, key, "a string or an array of strings"),
        };
    }

    /// <summary>
    /// A string as a list of one, or the values of an array as text, whatever their types; empty when the key is
    /// missing.
    /// </summary>
    public IReadOnlyList<string> AnythingAsStrings(string key) => Value(key) switch
    {
        null => [],
        TomlString text => [text.Value],
        TomlArray array => [.. array.Select(item => item.ToString() ?? "")],
        var other => throw WrongType(other, key, "a string or an array"),
    };

    /// <summary>An id that must be there.</summary>
    public BuildpackId Id(string key) => OptionalId(key) ?? throw Missing(key);

    /// <summary>An id; null when the key is missing or empty.</summary>
    public BuildpackId? OptionalId(string key)
    {
        if (Typed<TomlString>(key, "a string") is not { Value.Length: > 0 } text)
        {
            return null;
        }

        return BuildpackId.TryParse(text.Value, out var id)
            ? id
            : throw Fault(
                text.Position,
                DocumentException.InvalidValue,
                $"\"{PathOf(key)}\" is \"{text.Value}\", which cannot name a folder");
    }

    /// <summary>Execution environments in any of their forms; empty when the key is missing.</summary>
    public IReadOnlyList<string> ExecEnv() => OptionalExecEnv() ?? [];

    /// <summary>
    /// Execution environments: <c>exec-env = ["test"]</c> or <c>[[exec-env]] name = "test"</c>; null when the key is
    /// missing.
    /// </summary>
    public IReadOnlyList<string>? OptionalExecEnv() => Typed<TomlArray>("exec-env", "an array") switch
    {
        null => null,
        [TomlTable, ..] => List("exec-env", environment => environment.Text("name")),
        var array => Strings("exec-env", array),
    };

    /// <summary>A fault in this table.</summary>
    public DocumentException Fault(string code, string problem) => Fault(_table.Position, code, problem);

    private List<string> Strings(string key, TomlArray array)
    {
        var items = new List<string>(array.Count);
        foreach (var item in array)
        {
            items.Add(Check<TomlString>(item, key, "an array of strings").Value);
        }

        return items;
    }

    private T? Typed<T>(string key, string wanted)
        where T : TomlValue =>
        Value(key) is { } value ? Check<T>(value, key, wanted) : null;

    private T Check<T>(TomlValue value, string key, string wanted)
        where T : TomlValue =>
        value as T ?? throw WrongType(value, key, wanted);

    private DocumentException Missing(string key) =>
        Fault(DocumentException.MissingKey, $"\"{PathOf(key)}\" is missing");

    private DocumentException WrongType(TomlValue value, string key, string wanted) => Fault(
        value.Position,
        DocumentException.WrongType,
        $"\"{PathOf(key)}\" must be {wanted}, but there is {value.TypeName}");

    private DocumentException Fault(TomlPosition position, string code, string problem) => new(code, _file, position, problem);

    private string PathOf(string key) => _path.Length == 0 ? key : _path + "." + key;
}
