using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary><c>build.toml</c>: what <c>bin/build</c> says about the build (Buildpack API, build.toml).</summary>
public sealed record BuildToml : IDocument<BuildToml>
{
    /// <summary>Names of dependencies in the Buildpack Plan that the buildpack does not provide after all.</summary>
    public IReadOnlyList<string> Unmet { get; init; } = [];

    /// <summary>Unstructured bill of materials of the build (old APIs).</summary>
    public IReadOnlyList<BomEntry> Bom { get; init; } = [];

    /// <inheritdoc/>
    public static BuildToml Parse(string text, string file)
    {
        var root = DocumentTable.Parse(text, file);
        return new BuildToml { Unmet = root.List("unmet", unmet => unmet.Text("name")), Bom = root.List("bom", BomEntry.From) };
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<BuildToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<BuildToml>(path, cancellationToken);

    /// <summary>The document as a buildpack writes it.</summary>
    public string ToToml()
    {
        var root = new TomlTable();
        root.AddTables("unmet", Unmet, name => new TomlTable { ["name"] = name });
        root.AddTables("bom", Bom, entry => entry.ToTable());
        return TomlWriter.Write(root);
    }
}
