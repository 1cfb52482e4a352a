using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Toml;

/// <summary>A TOML value with its key. Tables and arrays hold their values as a chain, in the order written.</summary>
internal unsafe struct TomlNode
{
    public TomlKind Kind;

    /// <summary>The key in the table around it; empty in an array.</summary>
    public Bytes Key;

    /// <summary>The content of a string; any other plain value as it is written.</summary>
    public Bytes Text;

    /// <summary>Where it begins, in bytes from the start of the text.</summary>
    public int Offset;

    public TomlNode* First;
    public TomlNode* Last;
    public TomlNode* Next;
    public TomlOrigin Origin;

    /// <summary>Adds a value at the end of this table or array.</summary>
    public TomlNode* Add(TomlKind kind, Bytes key, int offset)
    {
        var node = Heap.Allocate<TomlNode>(1);
        *node = new TomlNode { Kind = kind, Key = key, Offset = offset };
        if (Last is null)
        {
            First = node;
        }
        else
        {
            Last->Next = node;
        }

        Last = node;
        return node;
    }

    /// <summary>The value under a key; null when there is none.</summary>
    public readonly TomlNode* Find(Bytes key)
    {
        var node = First;
        while (node is not null && !node->Key.Is(key))
        {
            node = node->Next;
        }

        return node;
    }
}
