using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Toml;

/// <summary>Reads the four forms of strings.</summary>
internal static class TomlStrings
{
    private const byte Quote = (byte)'"';
    private const byte Backslash = (byte)'\\';

    /// <summary>Reads a string of any form.</summary>
    public static Bytes Read(ref TomlCursor cursor) =>
        cursor.Peek(1) == cursor.Current && cursor.Peek(2) == cursor.Current ? ReadLines(ref cursor) : ReadLine(ref cursor);

    /// <summary>Reads a string within one line; the cursor is at its quote.</summary>
    public static Bytes ReadLine(ref TomlCursor cursor)
    {
        var start = cursor.At;
        var mark = cursor.Current;
        BytesBuilder text = default;
        for (cursor.Move(1); cursor.Current != mark || cursor.IsAtEnd;)
        {
            if (cursor.IsAtEnd || cursor.Current is (byte)'\n' or (byte)'\r')
            {
                throw cursor.Source.NotToml(start, "the string has no end in its line"u8);
            }

            text = ReadCharacter(ref cursor, text, mark);
        }

        cursor.Move(1);
        return text.Built;
    }

    private static Bytes ReadLines(ref TomlCursor cursor)
    {
        var start = cursor.At;
        var mark = cursor.Current;
        cursor.Move(3);
        _ = cursor.TryTake("\n"u8) || cursor.TryTake("\r\n"u8);
        BytesBuilder text = default;
        while (Marks(cursor, mark) < 3)
        {
            if (cursor.IsAtEnd)
            {
                throw cursor.Source.NotToml(start, "the string has no end"u8);
            }

            if (cursor.Current == '\n' || (cursor.Current == '\r' && cursor.Peek(1) == '\n'))
            {
                text = text.Add(cursor.Current);
                cursor.Move(1);
            }
            else if (mark != Quote || cursor.Current != Backslash || !SkipLineEnd(ref cursor))
            {
                text = ReadCharacter(ref cursor, text, mark);
            }
        }

        // Up to two marks may stand in front of the three that end the string.
        var marks = Marks(cursor, mark);
        for (var i = 3; i < marks; i++)
        {
            text = text.Add(mark);
        }

        cursor.Move(marks);
        return text.Built;
    }

    private static int Marks(TomlCursor cursor, byte mark)
    {
        var count = 0;
        while (count < 5 && cursor.Peek(count) == mark)
        {
            count++;
        }

        return count;
    }

    // A backslash at the end of a line leaves out everything up to the next character.
    private static bool SkipLineEnd(ref TomlCursor cursor)
    {
        var ahead = 1;
        while (cursor.Peek(ahead) is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            ahead++;
        }

        if (cursor.Peek(ahead) != '\n')
        {
            return false;
        }

        while (cursor.Peek(ahead) is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            ahead++;
        }

        cursor.Move(ahead);
        return true;
    }

    private static BytesBuilder ReadCharacter(ref TomlCursor cursor, BytesBuilder text, byte mark)
    {
        var character = cursor.Current;
        if (TomlCursor.IsControl(character))
        {
            throw cursor.Source.NotToml(cursor.At, "a control character in a string must be written as an escape"u8);
        }

        if (mark == Quote && character == Backslash)
        {
            return ReadEscape(ref cursor, text);
        }

        cursor.Move(1);
        return text.Add(character);
    }

    private static BytesBuilder ReadEscape(ref TomlCursor cursor, BytesBuilder text)
    {
        var name = cursor.Peek(1);
        if (name is (byte)'u' or (byte)'U')
        {
            return text.AddCharacter(ReadCodePoint(ref cursor, name == 'u' ? 4 : 8));
        }

        var character = name switch
        {
            (byte)'b' => (byte)'\b',
            (byte)'t' => (byte)'\t',
            (byte)'n' => (byte)'\n',
            (byte)'f' => (byte)'\f',
            (byte)'r' => (byte)'\r',
            Quote or Backslash => name,
            _ => throw cursor.Source.NotToml(cursor.At, "there is no such escape"u8),
        };
        cursor.Move(2);
        return text.Add(character);
    }

    private static uint ReadCodePoint(ref TomlCursor cursor, int digits)
    {
        var value = 0U;
        for (var i = 0; i < digits; i++)
        {
            var digit = Ascii.HexValue(cursor.Peek(2 + i));
            value = digit >= 0 ? (value * 16) + (uint)digit : throw NoCharacter(cursor);
        }

        if (value is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
        {
            throw NoCharacter(cursor);
        }

        cursor.Move(2 + digits);
        return value;
    }

    private static Exception NoCharacter(TomlCursor cursor) => cursor.Source.NotToml(cursor.At, "the escape names no character"u8);
}
