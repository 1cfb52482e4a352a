namespace Buildpacks.Net.Spec.Documents;

/// <summary><c>buildpack.toml</c>: the descriptor of a buildpack (Buildpack API, buildpack.toml).</summary>
public sealed record BuildpackToml : ComponentToml, IDocument<BuildpackToml>
{
    /// <inheritdoc cref="IDocument{TSelf}.Parse"/>
    public static BuildpackToml Parse(string text, string file)
    {
        var root = DocumentTable.Parse(text, file);
        return new BuildpackToml
        {
            Api = root.String("api"),
            Info = ComponentInfo.From(root.Child("buildpack")),
            Targets = root.List("targets", ComponentTarget.From),
            Stacks = root.List("stacks", ComponentStack.From),
            Order = root.List("order", OrderGroup.From),
            Metadata = root.FreeTable("metadata"),
        };
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<BuildpackToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<BuildpackToml>(path, cancellationToken);
}
