using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Toml;

/// <summary>
/// A table being read as a document: keys are found as written or else in any case, unknown keys are ignored, and at a value
/// of the wrong type the launch fails with file, place and key.
/// </summary>
internal readonly unsafe struct TomlDocument(TomlSource source, TomlNode* table)
{
    /// <summary>Reads a whole text.</summary>
    public static TomlDocument Read(TomlSource source) => new(source, TomlReader.Read(source));

    /// <summary>A string; empty when the key is missing.</summary>
    public Bytes Text(Bytes key) => Typed(key, TomlKind.String, "a string"u8) is var value && value is null ? default : value->Text;

    /// <summary>A boolean; false when the key is missing.</summary>
    public bool Flag(Bytes key) => Typed(key, TomlKind.Boolean, "a boolean"u8) is var value && value is not null && value->Text.Is("true"u8);

    /// <summary>The tables of an array; none when the key is missing.</summary>
    public Sequence<TomlDocument> Tables(Bytes key)
    {
        Sequence<TomlDocument> tables = default;
        var array = Typed(key, TomlKind.Array, "an array of tables"u8);
        for (var item = array is null ? null : array->First; item is not null; item = item->Next)
        {
            tables.Add(new TomlDocument(source, Require(item, key, TomlKind.Table, "an array of tables"u8)));
        }

        return tables;
    }

    /// <summary>The strings of an array; none when the key is missing.</summary>
    public Sequence<Bytes> Strings(Bytes key)
    {
        Sequence<Bytes> strings = default;
        var array = Typed(key, TomlKind.Array, "an array of strings"u8);
        for (var item = array is null ? null : array->First; item is not null; item = item->Next)
        {
            strings.Add(Require(item, key, TomlKind.String, "an array of strings"u8)->Text);
        }

        return strings;
    }

    /// <summary>A string as a list of one, or the plain values of an array as they are written; none when the key is missing.</summary>
    public Sequence<Bytes> StringOrAnything(Bytes key)
    {
        Sequence<Bytes> texts = default;
        var value = Find(key);
        if (value is null)
        {
            return texts;
        }

        if (value->Kind == TomlKind.String)
        {
            texts.Add(value->Text);
            return texts;
        }

        for (var item = Require(value, key, TomlKind.Array, "a string or an array"u8)->First; item is not null; item = item->Next)
        {
            texts.Add(item->Text);
        }

        return texts;
    }

    /// <summary>Execution environments: <c>exec-env = ["test"]</c> or <c>[[exec-env]] name = "test"</c>.</summary>
    public Sequence<Bytes> ExecEnv()
    {
        var key = (Bytes)"exec-env"u8;
        var array = Typed(key, TomlKind.Array, "an array"u8);
        if (array is null || array->First is null || array->First->Kind != TomlKind.Table)
        {
            return Strings(key);
        }

        Sequence<Bytes> names = default;
        var tables = Tables(key);
        for (var i = 0; i < tables.Count; i++)
        {
            names.Add(tables[i].Text("name"u8));
        }

        return names;
    }

    /// <summary>All entries of a table of strings.</summary>
    public Sequence<TomlNode> StringEntries()
    {
        Sequence<TomlNode> entries = default;
        for (var node = table->First; node is not null; node = node->Next)
        {
            entries.Add(*Require(node, node->Key, TomlKind.String, "a string"u8));
        }

        return entries;
    }

    private TomlNode* Typed(Bytes key, TomlKind kind, Bytes wanted)
    {
        var value = Find(key);
        return value is null ? null : Require(value, key, kind, wanted);
    }

    private TomlNode* Find(Bytes key)
    {
        var exact = table->Find(key);
        if (exact is not null)
        {
            return exact;
        }

        var node = table->First;
        while (node is not null && !node->Key.IsIgnoringCase(key))
        {
            node = node->Next;
        }

        return node;
    }

    private TomlNode* Require(TomlNode* value, Bytes key, TomlKind kind, Bytes wanted) => value->Kind == kind
        ? value
        : throw source.Fault(
            value->Offset,
            default(BytesBuilder).Add("\""u8).Add(key).Add("\" must be "u8).Add(wanted).Add(", but there is "u8).Add(Name(value->Kind)).Built);

    private static Bytes Name(TomlKind kind) => kind switch
    {
        TomlKind.Table => "a table"u8,
        TomlKind.Array => "an array"u8,
        TomlKind.String => "a string"u8,
        TomlKind.Boolean => "a boolean"u8,
        TomlKind.Integer => "an integer"u8,
        TomlKind.Float => "a float"u8,
        _ => "a date or time"u8,
    };
}
