using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary><c>plan.toml</c>: the resolved build plan (Platform API, plan.toml).</summary>
public sealed record PlanToml : IDocument<PlanToml>
{
    /// <summary>One entry a dependency.</summary>
    public IReadOnlyList<PlanEntry> Entries { get; init; } = [];

    /// <inheritdoc/>
    public static PlanToml Parse(string text, string file) =>
        new() { Entries = DocumentTable.Parse(text, file).List("entries", PlanEntry.From) };

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<PlanToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<PlanToml>(path, cancellationToken);

    /// <summary>The bytes of the document as the lifecycle writes it; empty when there are no entries.</summary>
    public string ToToml()
    {
        var root = new TomlTable();
        root.AddTables("entries", Entries, entry => entry.ToTable());
        return TomlWriter.Write(root);
    }
}
