namespace Buildpacks.Net.Spec.Documents;

/// <summary><c>run.toml</c>: the run images of a builder (Platform API, run.toml).</summary>
public sealed record RunToml : IDocument<RunToml>
{
    /// <summary>The images; the first is used when none is asked for.</summary>
    public IReadOnlyList<RunImageSource> Images { get; init; } = [];

    /// <inheritdoc/>
    public static RunToml Parse(string text, string file) =>
        new() { Images = DocumentTable.Parse(text, file).List("images", RunImageSource.From) };

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<RunToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<RunToml>(path, cancellationToken);
}
