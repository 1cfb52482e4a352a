namespace Buildpacks.Net.Lifecycle;

/// <summary>The environment as it was when the process began. Nothing else in the product reads variables.</summary>
/// <param name="Entries">The entries as inherited, "NAME=value" with any bytes.</param>
internal sealed record EnvironmentSnapshot(IReadOnlyList<string> Entries)
{
    private readonly Dictionary<string, string> _values = Index(Entries);

    /// <summary>The value of a variable; empty when it is not set, which the platform specification takes for the same.</summary>
    public string Get(string name) => _values.GetValueOrDefault(name, "");

    /// <summary>The same environment with one variable set.</summary>
    public EnvironmentSnapshot With(string name, string value) =>
        new([.. Entries.Where(entry => !entry.StartsWith(name + "=", StringComparison.Ordinal)), $"{name}={value}"]);

    private static Dictionary<string, string> Index(IReadOnlyList<string> entries)
    {
        // Of entries with the same name the first one counts, as in Go.
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                values.TryAdd(entry[..equals], entry[(equals + 1)..]);
            }
        }

        return values;
    }
}
