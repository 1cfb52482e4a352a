namespace Buildpacks.Net.Spec.Documents;

/// <summary><c>extension.toml</c>: the descriptor of an image extension (Buildpack API, extension.toml).</summary>
public sealed record ExtensionToml : ComponentToml, IDocument<ExtensionToml>
{
    /// <inheritdoc cref="IDocument{TSelf}.Parse"/>
    public static ExtensionToml Parse(string text, string file)
    {
        var root = DocumentTable.Parse(text, file);
        return new ExtensionToml
        {
            Api = root.String("api"),
            Info = ComponentInfo.From(root.Child("extension")),
            Targets = root.List("targets", ComponentTarget.From),
            Stacks = root.List("stacks", ComponentStack.From),
            Order = root.List("order", OrderGroup.From),
            Metadata = root.FreeTable("metadata"),
        };
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<ExtensionToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<ExtensionToml>(path, cancellationToken);
}
