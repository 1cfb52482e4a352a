using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Buildpacks.Net.Spec.Toml;

/// <summary>
/// Keys with their values, in the order in which they were added. Keys differ when their characters do.
/// </summary>
public sealed class TomlTable : TomlValue, IReadOnlyDictionary<string, TomlValue>
{
    private readonly OrderedDictionary<string, TomlValue> _entries = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _entries.Keys;

    /// <inheritdoc/>
    public IEnumerable<TomlValue> Values => _entries.Values;

    /// <inheritdoc/>
    public override string TypeName => "a table";

    /// <summary>The value of a key; setting adds the key behind the others or replaces its value in place.</summary>
    public TomlValue this[string key]
    {
        get => _entries[key];
        set => _entries[key] = value;
    }

    /// <summary>Adds a key behind the others.</summary>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(string key, TomlValue value) => _entries.Add(key, value);

    /// <summary>Removes a key; false when it is not there.</summary>
    public bool Remove(string key) => _entries.Remove(key);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TomlValue value) => _entries.TryGetValue(key, out value);

    /// <summary>
    /// The same table with the keys of every table in it sorted by their bytes, as the lifecycle writes free-form
    /// metadata.
    /// </summary>
    public TomlTable Sorted() => (TomlTable)TomlSorting.Sort(this);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, TomlValue>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both hold equal values under the same keys; the order of keys does not count.</summary>
    public override bool Equals(TomlValue? other) =>
        other is TomlTable same
        && same.Count == Count
        && _entries.All(entry => same.TryGetValue(entry.Key, out var value) && value.Equals(entry.Value));

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _entries.Aggregate(Count, (hash, entry) => hash ^ HashCode.Combine(entry.Key, entry.Value));

    /// <summary>The value as TOML in one line.</summary>
    public override string ToString() => TomlWriter.WriteInline(this);

    /// <summary>How the reader came to make this table, which decides what may still be added to it.</summary>
    internal TomlTableOrigin Origin { get; set; }
}
