using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// The Buildpack Plan that <c>bin/build</c> gets: the dependencies this buildpack has to provide (Buildpack API,
/// Buildpack Plan).
/// </summary>
public sealed record BuildpackPlanToml : IDocument<BuildpackPlanToml>
{
    /// <summary>The dependencies; one may be asked for several times.</summary>
    public IReadOnlyList<BuildPlanRequire> Entries { get; init; } = [];

    /// <inheritdoc/>
    public static BuildpackPlanToml Parse(string text, string file) =>
        new() { Entries = DocumentTable.Parse(text, file).List("entries", BuildPlanRequire.From) };

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<BuildpackPlanToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<BuildpackPlanToml>(path, cancellationToken);

    /// <summary>The bytes of the document as the lifecycle writes it; empty when there are no entries.</summary>
    public string ToToml()
    {
        var root = new TomlTable();
        root.AddTables("entries", Entries, entry => entry.ToTable());
        return TomlWriter.Write(root);
    }
}
