using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary><c>launch.toml</c>: what <c>bin/build</c> says about the image (Buildpack API, launch.toml).</summary>
public sealed record LaunchToml : IDocument<LaunchToml>
{
    /// <summary>Labels of the image.</summary>
    public IReadOnlyList<Label> Labels { get; init; } = [];

    /// <summary>Processes of the image.</summary>
    public IReadOnlyList<LaunchProcess> Processes { get; init; } = [];

    /// <summary>Parts of the app folder that become layers.</summary>
    public IReadOnlyList<Slice> Slices { get; init; } = [];

    /// <summary>Unstructured bill of materials of the image (old APIs).</summary>
    public IReadOnlyList<BomEntry> Bom { get; init; } = [];

    /// <inheritdoc/>
    public static LaunchToml Parse(string text, string file)
    {
        var root = DocumentTable.Parse(text, file);
        return new LaunchToml
        {
            Labels = root.List("labels", Label.From),
            Processes = root.List("processes", LaunchProcess.From),
            Slices = root.List("slices", Slice.From),
            Bom = root.List("bom", BomEntry.From),
        };
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<LaunchToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<LaunchToml>(path, cancellationToken);

    /// <summary>The document as a buildpack writes it.</summary>
    public string ToToml()
    {
        var root = new TomlTable();
        root.AddTables("labels", Labels, label => label.ToTable());
        root.AddTables("processes", Processes, process => process.ToTable());
        root.AddTables("slices", Slices, slice => slice.ToTable());
        root.AddTables("bom", Bom, entry => entry.ToTable());
        return TomlWriter.Write(root);
    }
}
