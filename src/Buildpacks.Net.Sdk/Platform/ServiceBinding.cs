namespace Buildpacks.Net.Sdk.Platform;

/// <summary>A service or secret that the platform binds to the build (Service Binding specification).</summary>
/// <param name="Name">Name of the binding: that of its folder.</param>
/// <param name="Folder">The folder with one file for each entry.</param>
public sealed record ServiceBinding(string Name, string Folder)
{
    /// <summary>The binding's type, such as <c>ca-certificates</c>; empty when it has none.</summary>
    public string Type => Read("type") ?? string.Empty;

    /// <summary>The content of one entry without a final newline, or null. Treat it as a secret.</summary>
    public string? Read(string entry)
    {
        var path = Path.Combine(Folder, entry);
        return File.Exists(path) ? File.ReadAllText(path).TrimEnd('\n', '\r') : null;
    }

    /// <summary>All bindings below SERVICE_BINDING_ROOT, or else below <c>&lt;platform&gt;/bindings</c>, sorted by name.</summary>
    internal static IReadOnlyList<ServiceBinding> ReadAll(string? platformFolder, IReadOnlyDictionary<string, string> environment)
    {
        var root = environment.GetValueOrDefault("SERVICE_BINDING_ROOT")
            ?? (platformFolder is null ? null : Path.Combine(platformFolder, "bindings"));
        return root is null || !Directory.Exists(root)
            ? []
            : [.. Directory.EnumerateDirectories(root)
                .Order(StringComparer.Ordinal)
                .Where(f => !Path.GetFileName(f).StartsWith('.'))
                .Select(f => new ServiceBinding(Path.GetFileName(f), f))];
    }
}
