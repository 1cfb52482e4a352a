namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// <c>extend-config.toml</c>: arguments for the Dockerfiles of an extension (Image Extension specification).
/// </summary>
public sealed record ExtendConfigToml : IDocument<ExtendConfigToml>
{
    /// <summary>Arguments of the build image's Dockerfile, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> BuildArgs { get; init; } = [];

    /// <summary>Arguments of the run image's Dockerfile, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> RunArgs { get; init; } = [];

    /// <inheritdoc/>
    public static ExtendConfigToml Parse(string text, string file)
    {
        var root = DocumentTable.Parse(text, file);
        return new ExtendConfigToml { BuildArgs = Args(root.Child("build")), RunArgs = Args(root.Child("run")) };
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<ExtendConfigToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<ExtendConfigToml>(path, cancellationToken);

    private static IReadOnlyList<KeyValuePair<string, string>> Args(DocumentTable? table) =>
        table?.List("args", arg => KeyValuePair.Create(arg.Text("name"), arg.Text("value"))) ?? [];
}
