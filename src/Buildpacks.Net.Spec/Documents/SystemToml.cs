namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// <c>system.toml</c>: buildpacks that a platform puts around every group (Platform API, system.toml).
/// </summary>
public sealed record SystemToml : IDocument<SystemToml>
{
    /// <summary>Buildpacks in front of each group.</summary>
    public IReadOnlyList<OrderElement> Pre { get; init; } = [];

    /// <summary>Buildpacks behind each group.</summary>
    public IReadOnlyList<OrderElement> Post { get; init; } = [];

    /// <inheritdoc/>
    public static SystemToml Parse(string text, string file)
    {
        var system = DocumentTable.Parse(text, file).Child("system");
        return new SystemToml { Pre = Buildpacks(system?.Child("pre")), Post = Buildpacks(system?.Child("post")) };
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<SystemToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<SystemToml>(path, cancellationToken);

    private static IReadOnlyList<OrderElement> Buildpacks(DocumentTable? table) =>
        table?.List("buildpacks", OrderElement.From) ?? [];
}
