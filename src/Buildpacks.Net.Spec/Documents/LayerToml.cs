using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary><c>&lt;layer&gt;.toml</c>: what a layer is for (Buildpack API, Layer Content Metadata).</summary>
public sealed record LayerToml : IDocument<LayerToml>
{
    /// <summary>Whether the layer is there for later buildpacks.</summary>
    public bool Build { get; init; }

    /// <summary>Whether the layer is in the app image.</summary>
    public bool Launch { get; init; }

    /// <summary>Whether the layer is kept for the next build.</summary>
    public bool Cache { get; init; }

    /// <summary>
    /// Data of the buildpack that comes back with the layer; null when there is none. A table by the specification, but
    /// values of other types are in the field and are kept.
    /// </summary>
    public TomlValue? Metadata { get; init; }

    /// <summary>The execution environments the layer is for; empty means all.</summary>
    public IReadOnlyList<string> ExecEnv { get; init; } = [];

    /// <summary>
    /// The first of <c>build</c>, <c>launch</c> and <c>cache</c> that stands outside <c>[types]</c>, as APIs before 0.6 had it;
    /// null when none does. The builder refuses such a layer.
    /// </summary>
    public string? MisplacedType { get; init; }

    /// <inheritdoc/>
    public static LayerToml Parse(string text, string file)
    {
        var root = DocumentTable.Parse(text, file);
        var types = root.Child("types");
        return new LayerToml
        {
            Build = types?.Flag("build") ?? false,
            Launch = types?.Flag("launch") ?? false,
            Cache = types?.Flag("cache") ?? false,
            Metadata = root.Value("metadata"),
            ExecEnv = root.ExecEnv(),
            MisplacedType = Array.Find(["build", "launch", "cache"], root.HasExactly),
        };
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<LayerToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<LayerToml>(path, cancellationToken);

    /// <summary>The document as a buildpack writes it.</summary>
    public string ToToml()
    {
        var root = new TomlTable();
        if (ExecEnv.Count > 0)
        {
            root.AddStrings("exec-env", ExecEnv);
        }

        root["types"] = new TomlTable { ["build"] = Build, ["launch"] = Launch, ["cache"] = Cache };
        root.AddMetadata(Metadata);
        return TomlWriter.Write(root);
    }

    /// <summary>
    /// The document as the restorer writes it: only <c>[metadata]</c>, or nothing when there is none.
    /// </summary>
    public static string MetadataOnly(TomlValue? metadata)
    {
        var root = new TomlTable();
        root.AddMetadata(metadata);
        return TomlWriter.Write(root);
    }
}
