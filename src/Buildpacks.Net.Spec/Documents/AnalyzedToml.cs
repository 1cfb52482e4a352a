using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary><c>analyzed.toml</c>: the images a build starts from (Platform API, analyzed.toml).</summary>
public sealed record AnalyzedToml : IDocument<AnalyzedToml>
{
    /// <summary>Reference of the previous image; empty when there is none, null when the table is missing.</summary>
    public string? PreviousImage { get; init; }

    /// <summary>Reference of the build image; null when the table is missing.</summary>
    public string? BuildImage { get; init; }

    /// <summary>The lifecycle's label on the previous image.</summary>
    public LifecycleMetadata Metadata { get; init; } = new();

    /// <summary>The run image; null when the table is missing.</summary>
    public AnalyzedRunImage? RunImage { get; init; }

    /// <inheritdoc/>
    public static AnalyzedToml Parse(string text, string file)
    {
        var root = DocumentTable.Parse(text, file);
        return new AnalyzedToml
        {
            PreviousImage = root.Child("image")?.Text("reference"),
            BuildImage = root.Child("build-image")?.Text("reference"),
            Metadata = root.Child("metadata") is { } metadata ? LifecycleMetadata.From(metadata) : new LifecycleMetadata(),
            RunImage = root.Child("run-image") is { } image ? AnalyzedRunImage.From(image) : null,
        };
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<AnalyzedToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<AnalyzedToml>(path, cancellationToken);

    /// <summary>The bytes of the document as the lifecycle writes it.</summary>
    public string ToToml()
    {
        var root = new TomlTable();
        root.AddTable("image", Reference(PreviousImage));
        root.AddTable("build-image", Reference(BuildImage));
        root["metadata"] = Metadata.ToTable();
        root.AddTable("run-image", RunImage?.ToTable());
        return TomlWriter.Write(root);
    }

    private static TomlTable? Reference(string? reference) =>
        reference is null ? null : new TomlTable { ["reference"] = reference };
}
