using Buildpacks.Net.Launcher.Memory;
using Buildpacks.Net.Launcher.Toml;

namespace Buildpacks.Net.Launcher.Explain;

/// <summary>Writes JSON as it is told to; commas and escapes are its part.</summary>
internal struct JsonWriter
{
    private BytesBuilder _text;
    private bool _needsComma;

    /// <summary>What has been written.</summary>
    public readonly Bytes Written => _text.Built;

    public void Open(Bytes key, byte bracket)
    {
        AddKey(key);
        _text.Add(bracket);
        _needsComma = false;
    }

    public void Close(byte bracket)
    {
        _text.Add(bracket);
        _needsComma = true;
    }

    public void Text(Bytes key, Bytes value)
    {
        AddKey(key);
        AddString(value);
    }

    public void Flag(Bytes key, bool value)
    {
        AddKey(key);
        _text.Add(value ? "true"u8 : "false"u8);
    }

    public void Null(Bytes key)
    {
        AddKey(key);
        _text.Add("null"u8);
    }

    /// <summary>An array of strings.</summary>
    public void Texts(Bytes key, Sequence<Bytes> values, int first = 0)
    {
        Open(key, (byte)'[');
        for (var i = first; i < values.Count; i++)
        {
            Text(default, values[i]);
        }

        Close((byte)']');
    }

    private void AddKey(Bytes key)
    {
        if (_needsComma)
        {
            _text.Add((byte)',');
        }

        _needsComma = true;
        if (!key.IsEmpty)
        {
            AddString(key);
            _text.Add((byte)':');
        }
    }

    // JSON is UTF-8: a byte that is not part of it becomes the replacement character.
    private void AddString(Bytes value)
    {
        _text.Add((byte)'"');
        for (var i = 0; i < value.Length;)
        {
            var length = Utf8.LengthAt(value, i);
            if (length > 1)
            {
                _text.Add(value.From(i).First(length));
            }
            else
            {
                AddByte(value[i], isCharacter: length == 1);
            }

            i += length > 0 ? length : 1;
        }

        _text.Add((byte)'"');
    }

    private void AddByte(byte value, bool isCharacter)
    {
        if (!isCharacter)
        {
            _text.AddCharacter(0xFFFD);
        }
        else if (value is (byte)'"' or (byte)'\\')
        {
            _text.Add((byte)'\\');
            _text.Add(value);
        }
        else if (value < 0x20)
        {
            _text.Add("\\u00"u8);
            _text.Add((byte)('0' + (value >> 4)));
            _text.Add("0123456789abcdef"u8[value & 15]);
        }
        else
        {
            _text.Add(value);
        }
    }
}
