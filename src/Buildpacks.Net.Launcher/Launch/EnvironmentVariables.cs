namespace Buildpacks.Net.Launcher.Launch;

/// <summary>An environment that is being changed.</summary>
internal sealed class EnvironmentVariables
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The value of a variable; empty when there is none.</summary>
    public string this[string name]
    {
        get => _values.TryGetValue(name, out var value) ? value : "";
        set => _values[name] = value;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public List<string> ToEntries()
    {
        var entries = new List<string>(_values.Count);
        foreach (var (name, value) in _values)
        {
            entries.Add(name + "=" + value);
        }

        return entries;
    }
}
