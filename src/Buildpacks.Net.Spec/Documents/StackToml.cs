namespace Buildpacks.Net.Spec.Documents;

/// <summary><c>stack.toml</c>: the run image of a builder before Platform API 0.12.</summary>
public sealed record StackToml : IDocument<StackToml>
{
    /// <summary>The run image; empty when the document names none.</summary>
    public RunImageSource RunImage { get; init; } = new();

    /// <inheritdoc/>
    public static StackToml Parse(string text, string file)
    {
        var image = DocumentTable.Parse(text, file).Child("run-image");
        return new StackToml { RunImage = image is null ? new RunImageSource() : RunImageSource.From(image) };
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<StackToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<StackToml>(path, cancellationToken);
}
