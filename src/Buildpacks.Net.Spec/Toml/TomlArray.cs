using System.Collections;

namespace Buildpacks.Net.Spec.Toml;

/// <summary>
/// Values in order. They need not be of one type. An array of tables is an array that holds only tables.
/// </summary>
public sealed class TomlArray : TomlValue, IReadOnlyList<TomlValue>
{
    private readonly List<TomlValue> _items = [];

    /// <summary>An empty array; a collection initialiser fills it.</summary>
    public TomlArray()
    {
    }

    /// <summary>An array of the given values.</summary>
    public TomlArray(IEnumerable<TomlValue> items) => _items.AddRange(items);

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public override string TypeName => "an array";

    /// <inheritdoc/>
    public TomlValue this[int index] => _items[index];

    /// <summary>An array of strings.</summary>
    public static TomlArray Of(IEnumerable<string> items) => new(items.Select(item => (TomlValue)item));

    /// <summary>Whether the reader made it for <c>[[headers]]</c>, so that further ones extend it.</summary>
    internal bool IsOpen { get; init; }

    /// <summary>Appends a value.</summary>
    public void Add(TomlValue item) => _items.Add(item);

    /// <inheritdoc/>
    public IEnumerator<TomlValue> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override bool Equals(TomlValue? other) => other is TomlArray same && _items.SequenceEqual(same._items);

    /// <inheritdoc/>
    public override int GetHashCode() => _items.Aggregate(_items.Count, HashCode.Combine);

    /// <summary>The value as TOML in one line.</summary>
    public override string ToString() => TomlWriter.WriteInline(this);
}
