using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// <c>store.toml</c>: data of a buildpack that comes back in the next build (Buildpack API, store.toml).
/// </summary>
public sealed record StoreToml : IDocument<StoreToml>
{
    /// <summary>The data; null when there is none.</summary>
    public TomlTable? Metadata { get; init; }

    /// <inheritdoc/>
    public static StoreToml Parse(string text, string file) =>
        new() { Metadata = DocumentTable.Parse(text, file).FreeTable("metadata") };

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<StoreToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<StoreToml>(path, cancellationToken);

    /// <summary>The bytes of the document as the lifecycle writes it; empty when there is no data.</summary>
    public string ToToml() => LayerToml.MetadataOnly(Metadata);
}
