using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// <c>project-metadata.toml</c>: where the source comes from, for a label of the image (Platform API,
/// project-metadata.toml).
/// </summary>
public sealed record ProjectMetadataToml : IDocument<ProjectMetadataToml>
{
    /// <summary>Whether the document has a table <c>[source]</c>.</summary>
    public bool HasSource { get; init; }

    /// <summary>Kind of source, such as <c>git</c>; may be empty.</summary>
    public string SourceType { get; init; } = "";

    /// <summary>Which version of the source; null when nothing is said.</summary>
    public TomlTable? SourceVersion { get; init; }

    /// <summary>Anything else about the source; null when nothing is said.</summary>
    public TomlTable? SourceMetadata { get; init; }

    /// <inheritdoc/>
    public static ProjectMetadataToml Parse(string text, string file)
    {
        var source = DocumentTable.Parse(text, file).Child("source");
        return new ProjectMetadataToml
        {
            HasSource = source is not null,
            SourceType = source?.Text("type") ?? "",
            SourceVersion = source?.FreeTable("version"),
            SourceMetadata = source?.FreeTable("metadata"),
        };
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<ProjectMetadataToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<ProjectMetadataToml>(path, cancellationToken);

    /// <summary>The document as a platform writes it.</summary>
    public string ToToml()
    {
        var root = new TomlTable();
        if (HasSource)
        {
            var source = new TomlTable { ["type"] = SourceType };
            source.AddTable("version", SourceVersion?.Sorted());
            source.AddMetadata(SourceMetadata);
            root["source"] = source;
        }

        return TomlWriter.Write(root);
    }
}
