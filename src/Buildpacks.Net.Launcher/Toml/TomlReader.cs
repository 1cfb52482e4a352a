using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Toml;

/// <summary>
/// Reads TOML 1.0. The launch fails at the first byte that is not TOML, with file, line and column. The launcher has its own
/// reader because a library would be larger than the rest of it.
/// </summary>
internal static unsafe class TomlReader
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a document; the result is its table.</summary>
    public static TomlNode* Read(TomlSource source)
    {
        Utf8.Require(source);
        var root = Heap.Allocate<TomlNode>(1);
        *root = new TomlNode { Kind = TomlKind.Table, Origin = TomlOrigin.Header };
        var table = root;
        var cursor = new TomlCursor(source);
        _ = cursor.TryTake(ByteOrderMark);
        for (cursor.SkipLines(); !cursor.IsAtEnd; cursor.SkipLines())
        {
            if (cursor.Current == '[')
            {
                table = ReadHeader(ref cursor, root);
            }
            else
            {
                ReadEntry(ref cursor, table, depth: 0);
            }

            cursor.EndLine();
        }

        return root;
    }

    /// <summary>Reads <c>key = value</c> into a table.</summary>
    public static void ReadEntry(ref TomlCursor cursor, TomlNode* table, int depth)
    {
        var start = cursor.At;
        var keys = TomlKeys.Read(ref cursor);
        if (!cursor.TryTake("="u8))
        {
            throw cursor.Source.NotToml(cursor.At, "there must be a \"=\" behind the key"u8);
        }

        for (var i = 0; i < keys.Count - 1; i++)
        {
            table = StepByKey(cursor.Source, table, keys[i], start);
        }

        var key = keys[keys.Count - 1];
        if (table->Find(key) is not null)
        {
            throw Twice(cursor.Source, start, key);
        }

        cursor.SkipBlanks();
        TomlValues.Read(ref cursor, table, key, depth);
    }

    private static TomlNode* ReadHeader(ref TomlCursor cursor, TomlNode* root)
    {
        var start = cursor.At;
        var isArray = cursor.TryTake("[["u8);
        cursor.Move(isArray ? 0 : 1);
        var keys = TomlKeys.Read(ref cursor);
        if (!cursor.TryTake(isArray ? "]]"u8 : "]"u8))
        {
            throw cursor.Source.NotToml(cursor.At, "the header must be closed here"u8);
        }

        var table = root;
        for (var i = 0; i < keys.Count - 1; i++)
        {
            table = StepByHeader(cursor.Source, table, keys[i], start);
        }

        var key = keys[keys.Count - 1];
        return isArray ? AddToArray(cursor.Source, table, key, start) : Define(cursor.Source, table, key, start);
    }

    private static TomlNode* StepByHeader(TomlSource source, TomlNode* table, Bytes key, int offset)
    {
        var next = table->Find(key);
        if (next is null)
        {
            return table->Add(TomlKind.Table, key, offset);
        }

        return next->Origin == TomlOrigin.Value || next->Kind is not (TomlKind.Table or TomlKind.Array) ? throw Twice(source, offset, key)
            : next->Kind == TomlKind.Array ? next->Last
            : next;
    }

    private static TomlNode* StepByKey(TomlSource source, TomlNode* table, Bytes key, int offset)
    {
        var next = table->Find(key);
        if (next is null)
        {
            next = table->Add(TomlKind.Table, key, offset);
            next->Origin = TomlOrigin.DottedKey;
        }

        return next->Kind == TomlKind.Table && next->Origin is (TomlOrigin.DottedKey or TomlOrigin.Implied)
            ? next
            : throw Twice(source, offset, key);
    }

    private static TomlNode* Define(TomlSource source, TomlNode* table, Bytes key, int offset)
    {
        var node = table->Find(key);
        if (node is null)
        {
            node = table->Add(TomlKind.Table, key, offset);
        }
        else if (node->Kind != TomlKind.Table || node->Origin != TomlOrigin.Implied)
        {
            throw Twice(source, offset, key);
        }

        node->Origin = TomlOrigin.Header;
        return node;
    }

    private static TomlNode* AddToArray(TomlSource source, TomlNode* table, Bytes key, int offset)
    {
        var array = table->Find(key);
        if (array is null)
        {
            array = table->Add(TomlKind.Array, key, offset);
            array->Origin = TomlOrigin.Header;
        }
        else if (array->Kind != TomlKind.Array || array->Origin != TomlOrigin.Header)
        {
            throw Twice(source, offset, key);
        }

        var item = array->Add(TomlKind.Table, default, offset);
        item->Origin = TomlOrigin.Header;
        return item;
    }

    private static Exception Twice(TomlSource source, int offset, Bytes key) =>
        source.NotToml(offset, default(BytesBuilder).Add("\""u8).Add(key).Add("\" is there already"u8).Built);
}
