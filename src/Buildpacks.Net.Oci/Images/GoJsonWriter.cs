using System.Buffers;
using System.Globalization;
using System.Text;

namespace Buildpacks.Net.Oci.Images;

/// <summary>
/// Writes JSON as Go's encoding/json does, so that a document has the digest other tools would give it: no white space,
/// its escapes, sorted maps. Utf8JsonWriter escapes other characters, and in other forms.
/// </summary>
public sealed class GoJsonWriter
{
    private static readonly SearchValues<char> Special = SearchValues.Create(
        "\"\\<>&\u2028\u2029" + string.Concat(Enumerable.Range(0, 0x20).Select(code => (char)code)));

    private readonly StringBuilder _text = new();
    private readonly string _indent;
    private int _depth;
    private bool _needsComma;
    private bool _afterKey;

    /// <summary>What was written, as UTF-8.</summary>
    /// <summary>A writer without white space, or one that indents.</summary>
    /// <param name="indent">What each level is indented by; empty for one line.</param>
    public GoJsonWriter(string indent = "") => _indent = indent;

    /// <summary>What has been written, as UTF-8.</summary>
    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(_text.ToString());

    /// <summary>What was written.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>An object; its members are written by the action.</summary>
    public GoJsonWriter Object(Action content) => Wrapped('{', content, '}');

    /// <summary>The name of a member; its value comes next.</summary>
    public GoJsonWriter Key(string name)
    {
        Comma();
        Quote(name);
        _text.Append(_indent.Length == 0 ? ":" : ": ");
        _needsComma = false;
        _afterKey = true;
        return this;
    }

    /// <summary>A string.</summary>
    public void String(string value)
    {
        Comma();
        Quote(value);
    }

    /// <summary>A whole number.</summary>
    public void Number(long value) => Raw(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>True or false.</summary>
    public void Boolean(bool value) => Raw(value ? "true" : "false");

    /// <summary>The value null.</summary>
    public void Null() => Raw("null");

    /// <summary>A number, or another value, whose JSON is known already.</summary>
    public void Raw(string json)
    {
        Comma();
        _text.Append(json);
    }

    /// <summary>An array; its items are written by the action.</summary>
    public void Array<T>(IEnumerable<T> items, Action<T> write) => Wrapped(
        '[',
        () =>
        {
            foreach (var item in items)
            {
                write(item);
            }
        },
        ']');

    /// <summary>A map of strings, sorted by the bytes of its keys.</summary>
    public void StringMap(IReadOnlyDictionary<string, string> map) => Object(() =>
    {
        foreach (var (key, value) in map.OrderBy(pair => pair.Key, Shared.PosixText.ByteOrder))
        {
            Key(key).String(value);
        }
    });

    /// <summary>A member that is left out when it is empty.</summary>
    public void Optional(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Key(name).String(value);
        }
    }

    /// <summary>A member that is left out when it is zero.</summary>
    public void Optional(string name, long value)
    {
        if (value != 0)
        {
            Key(name).Number(value);
        }
    }

    /// <summary>A member that is left out when it is false.</summary>
    public void Optional(string name, bool value)
    {
        if (value)
        {
            Key(name).Boolean(value);
        }
    }

    /// <summary>A member that is left out when it is empty.</summary>
    public void Optional(string name, IReadOnlyCollection<string>? values)
    {
        if (values is { Count: > 0 })
        {
            Key(name).Array(values, String);
        }
    }

    /// <summary>A member that is left out when it is empty.</summary>
    public void Optional(string name, IReadOnlyDictionary<string, string>? map)
    {
        if (map is { Count: > 0 })
        {
            Key(name).StringMap(map);
        }
    }

    /// <summary>A set, written as a map to empty objects, left out when it is empty.</summary>
    public void OptionalSet(string name, IReadOnlyCollection<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        Key(name).Object(() =>
        {
            foreach (var value in values.Distinct(StringComparer.Ordinal).Order(Shared.PosixText.ByteOrder))
            {
                Key(value).Object(() => { });
            }
        });
    }

    private GoJsonWriter Wrapped(char open, Action content, char close)
    {
        Comma();
        _text.Append(open);
        _needsComma = false;
        _depth++;
        content();
        _depth--;
        if (_needsComma)
        {
            BreakLine();
        }

        _text.Append(close);
        _needsComma = true;
        return this;
    }

    private void Comma()
    {
        if (_needsComma)
        {
            _text.Append(',');
        }

        if (!_afterKey && _depth > 0)
        {
            BreakLine();
        }

        _needsComma = true;
        _afterKey = false;
    }

    private void BreakLine()
    {
        if (_indent.Length > 0)
        {
            _text.Append('\n').Insert(_text.Length, _indent, _depth);
        }
    }

    private void Quote(ReadOnlySpan<char> value)
    {
        _text.Append('"');
        while (value.IndexOfAny(Special) is var at && at >= 0)
        {
            AppendPlain(value[..at]);
            AppendEscape(value[at]);
            value = value[(at + 1)..];
        }

        AppendPlain(value);
        _text.Append('"');
    }

    private void AppendPlain(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            _text.Append(text);
            return;
        }

        while (!text.IsEmpty)
        {
            // Half a pair, or a byte that was no UTF-8.
            var valid = Rune.DecodeFromUtf16(text, out _, out var consumed) == OperationStatus.Done;
            if (valid)
            {
                _text.Append(text[..consumed]);
            }
            else
            {
                _text.Append(@"\ufffd");
            }

            text = text[consumed..];
        }
    }

    private void AppendEscape(char c)
    {
        _text.Append(c switch
        {
            '"' => "\\\"",
            '\\' => @"\\",
            '\b' => @"\b",
            '\f' => @"\f",
            '\n' => @"\n",
            '\r' => @"\r",
            '\t' => @"\t",
            _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        });
    }
}
