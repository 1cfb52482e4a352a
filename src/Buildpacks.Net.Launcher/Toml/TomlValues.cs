using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Toml;

/// <summary>Reads values.</summary>
internal static unsafe class TomlValues
{
    private const int MaximumDepth = 100;

    /// <summary>Reads the value at the cursor into a table or array.</summary>
    public static void Read(ref TomlCursor cursor, TomlNode* into, Bytes key, int depth)
    {
        var offset = cursor.At;
        if (depth > MaximumDepth)
        {
            throw cursor.Source.NotToml(offset, "values are nested more than 100 deep"u8);
        }

        switch (cursor.Current)
        {
            case (byte)'"' or (byte)'\'':
                into->Add(TomlKind.String, key, offset)->Text = TomlStrings.Read(ref cursor);
                break;
            case (byte)'[':
                ReadArray(ref cursor, Complete(into->Add(TomlKind.Array, key, offset)), depth);
                break;
            case (byte)'{':
                ReadInlineTable(ref cursor, Complete(into->Add(TomlKind.Table, key, offset)), depth);
                break;
            default:
                ReadPlain(ref cursor, into, key);
                break;
        }
    }

    private static TomlNode* Complete(TomlNode* node)
    {
        node->Origin = TomlOrigin.Value;
        return node;
    }

    private static void ReadArray(ref TomlCursor cursor, TomlNode* array, int depth)
    {
        cursor.Move(1);
        for (cursor.SkipLines(); !cursor.TryTake("]"u8); cursor.SkipLines())
        {
            Read(ref cursor, array, default, depth + 1);
            cursor.SkipLines();
            if (!cursor.TryTake(","u8) && cursor.Current != ']')
            {
                throw cursor.Source.NotToml(cursor.At, "there must be a \",\" or \"]\" here"u8);
            }
        }
    }

    private static void ReadInlineTable(ref TomlCursor cursor, TomlNode* table, int depth)
    {
        // While it is read, its dotted keys add to tables of it; after that it is complete, and they with it.
        cursor.Move(1);
        cursor.SkipBlanks();
        if (!cursor.TryTake("}"u8))
        {
            do
            {
                TomlReader.ReadEntry(ref cursor, table, depth + 1);
                cursor.SkipBlanks();
            }
            while (cursor.TryTake(","u8));

            if (!cursor.TryTake("}"u8))
            {
                throw cursor.Source.NotToml(cursor.At, "there must be a \",\" or \"}\" here"u8);
            }
        }
    }

    private static void ReadPlain(ref TomlCursor cursor, TomlNode* into, Bytes key)
    {
        var start = cursor.At;
        MoveBehindPlain(ref cursor);

        // A date and a time may have a blank between them.
        if (cursor.At - start == 10 && cursor.Current == ' ' && Ascii.IsDigit(cursor.Peek(1)) && TomlScalars.IsDateTime(cursor.Since(start)))
        {
            cursor.Move(1);
            MoveBehindPlain(ref cursor);
        }

        var text = cursor.Since(start);
        var kind = TomlScalars.IsBoolean(text) ? TomlKind.Boolean
            : TomlScalars.IsInteger(text) ? TomlKind.Integer
            : TomlScalars.IsFloat(text) ? TomlKind.Float
            : TomlScalars.IsDateTime(text) ? TomlKind.DateTime
            : throw cursor.Source.NotToml(start, text.IsEmpty
                ? "there must be a value here"u8
                : default(BytesBuilder).Add("\""u8).Add(text).Add("\" is not a value"u8).Built);
        into->Add(kind, key, start)->Text = text;
    }

    private static void MoveBehindPlain(ref TomlCursor cursor)
    {
        while (!cursor.IsAtEnd && cursor.Current is not ((byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)',' or (byte)']' or (byte)'}' or (byte)'#'))
        {
            cursor.Move(1);
        }
    }
}
