using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Buildpacks.Net.Spec.Env;

/// <summary>
/// Environment variables as a value: changing them gives a new set. Names and values are text that stands for bytes (bytes
/// that are not UTF-8 are lone surrogates), names are told apart by case, and the order is that of first appearance.
/// </summary>
public sealed class EnvironmentVariables : IReadOnlyCollection<KeyValuePair<string, string>>
{
    private readonly OrderedDictionary<string, string> _values;

    private EnvironmentVariables(OrderedDictionary<string, string> values) => _values = values;

    /// <summary>No variables.</summary>
    public static EnvironmentVariables Empty { get; } = new(New());

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <summary>The value of a variable; empty when it is not set.</summary>
    public string this[string name] => _values.GetValueOrDefault(name, "");

    /// <summary>
    /// Reads <c>NAME=value</c> entries as a process inherits them: of equal names the first wins, and entries without
    /// <c>=</c> are dropped.
    /// </summary>
    public static EnvironmentVariables FromEntries(IEnumerable<string> entries)
    {
        var values = New();
        foreach (var entry in entries)
        {
            var equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals >= 0)
            {
                values.TryAdd(entry[..equals], entry[(equals + 1)..]);
            }
        }

        return new EnvironmentVariables(values);
    }

    /// <summary>The value of a variable; false when it is not set.</summary>
    public bool TryGet(string name, [MaybeNullWhen(false)] out string value) => _values.TryGetValue(name, out value);

    /// <summary>The same variables with one set.</summary>
    public EnvironmentVariables With(string name, string value) => Change(values => values[name] = value);

    /// <summary>The same variables with several set, in order; of equal names the last wins.</summary>
    public EnvironmentVariables With(IEnumerable<KeyValuePair<string, string>> variables) => Change(values =>
    {
        foreach (var (name, value) in variables)
        {
            values[name] = value;
        }
    });

    /// <summary>The variables whose names are wanted.</summary>
    public EnvironmentVariables Where(Predicate<string> isWanted)
    {
        var values = New();
        foreach (var (name, value) in _values)
        {
            if (isWanted(name))
            {
                values.Add(name, value);
            }
        }

        return new EnvironmentVariables(values);
    }

    /// <summary>The entries <c>NAME=value</c> for a new process.</summary>
    public IReadOnlyList<string> ToEntries()
    {
        var entries = new List<string>(_values.Count);
        foreach (var (name, value) in _values)
        {
            entries.Add(name + "=" + value);
        }

        return entries;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal EnvironmentVariables Change(Action<OrderedDictionary<string, string>> change)
    {
        var values = new OrderedDictionary<string, string>(_values, StringComparer.Ordinal);
        change(values);
        return new EnvironmentVariables(values);
    }

    private static OrderedDictionary<string, string> New() => new(StringComparer.Ordinal);
}
