using System.Globalization;
using System.Text;

namespace Buildpacks.Net.Spec.Toml;

/// <summary>
/// Writes TOML with the bytes of the reference's encoder: in each table values before tables, two spaces for each level, a
/// blank line before top-level tables and before each table of an array. The order of keys is that of the tables.
/// </summary>
public static class TomlWriter
{
    /// <summary>Writes a document, with a line feed at its end; an empty table gives an empty text.</summary>
    public static string Write(TomlTable table)
    {
        var output = new StringBuilder();
        WriteEntries(output, table, []);
        return output.ToString();
    }

    /// <summary>Writes one value as it stands behind an equals sign.</summary>
    internal static string WriteInline(TomlValue value)
    {
        var output = new StringBuilder();
        WriteValue(output, value);
        return output.ToString();
    }

    private static void WriteEntries(StringBuilder output, TomlTable table, List<string> path)
    {
        foreach (var (key, value) in table)
        {
            if (!HasHeader(value))
            {
                Indent(output, path.Count);
                WriteKey(output, key);
                output.Append(" = ");
                WriteValue(output, value);
                output.Append('\n');
            }
        }

        foreach (var (key, value) in table)
        {
            if (HasHeader(value))
            {
                path.Add(key);
                WriteSections(output, value, path);
                path.RemoveAt(path.Count - 1);
            }
        }
    }

    private static bool HasHeader(TomlValue value) => value switch
    {
        TomlTable => true,
        TomlArray { Count: > 0 } array => array.All(item => item is TomlTable),
        _ => false,
    };

    private static void WriteSections(StringBuilder output, TomlValue value, List<string> path)
    {
        if (value is TomlTable table)
        {
            WriteSection(output, table, path, "[", "]", isSetOff: path.Count == 1);
            return;
        }

        foreach (var item in (TomlArray)value)
        {
            WriteSection(output, (TomlTable)item, path, "[[", "]]", isSetOff: true);
        }
    }

    private static void WriteSection(
        StringBuilder output, TomlTable table, List<string> path, string open, string close, bool isSetOff)
    {
        if (isSetOff && output.Length > 0)
        {
            output.Append('\n');
        }

        Indent(output, path.Count - 1);
        output.Append(open);
        for (var i = 0; i < path.Count; i++)
        {
            output.Append(i == 0 ? "" : ".");
            WriteKey(output, path[i]);
        }

        output.Append(close).Append('\n');
        WriteEntries(output, table, path);
    }

    private static void WriteKey(StringBuilder output, string key)
    {
        if (key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            output.Append(key);
        }
        else
        {
            WriteString(output, key, asJson: false);
        }
    }

    private static void WriteValue(StringBuilder output, TomlValue value)
    {
        switch (value)
        {
            case TomlString text:
                WriteString(output, text.Value, text.IsJsonEscaped);
                break;
            case TomlFloat number:
                output.Append(GoFloat.ForToml(number.Value));
                break;
            case TomlArray array:
                output.Append('[');
                WriteSeparated(output, array, WriteValue);
                output.Append(']');
                break;
            case TomlTable table:
                output.Append('{');
                WriteSeparated(output, table.OrderBy(entry => HasHeader(entry.Value)), WriteEntry);
                output.Append('}');
                break;
            default:
                output.Append(value);
                break;
        }
    }

    private static void WriteEntry(StringBuilder output, KeyValuePair<string, TomlValue> entry)
    {
        WriteKey(output, entry.Key);
        output.Append(" = ");
        WriteValue(output, entry.Value);
    }

    private static void WriteSeparated<T>(StringBuilder output, IEnumerable<T> items, Action<StringBuilder, T> write)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            output.Append(isFirst ? "" : ", ");
            write(output, item);
            isFirst = false;
        }
    }

    private static void WriteString(StringBuilder output, string text, bool asJson)
    {
        output.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => output.Append("\\\""),
                '\\' => output.Append("\\\\"),
                '\b' => output.Append("\\b"),
                '\t' => output.Append("\\t"),
                '\n' => output.Append("\\n"),
                '\f' => output.Append("\\f"),
                '\r' => output.Append("\\r"),
                < ' ' or '\x7F' => Escape(output, c),
                '<' or '>' or '&' or '\u2028' or '\u2029' when asJson => Escape(output, c),
                _ => output.Append(c),
            };
        }

        output.Append('"');
    }

    private static StringBuilder Escape(StringBuilder output, char c) =>
        output.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");

    private static void Indent(StringBuilder output, int depth) => output.Append(' ', 2 * depth);
}
