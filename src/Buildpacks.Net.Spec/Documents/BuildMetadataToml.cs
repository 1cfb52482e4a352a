using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// <c>&lt;layers&gt;/config/metadata.toml</c>: what the builder tells the exporter and the launcher (Platform API,
/// metadata.toml).
/// </summary>
public sealed record BuildMetadataToml : IDocument<BuildMetadataToml>
{
    /// <summary>The type of the process that buildpacks want to be the default; empty when none does.</summary>
    public string BuildpackDefaultProcessType { get; init; } = "";

    /// <summary>Unstructured bill of materials; only before Platform API 0.9.</summary>
    public IReadOnlyList<BomEntry> Bom { get; init; } = [];

    /// <summary>The buildpacks of the build, in order.</summary>
    public IReadOnlyList<GroupElement> Buildpacks { get; init; } = [];

    /// <summary>The extensions of the build, in order.</summary>
    public IReadOnlyList<GroupElement> Extensions { get; init; } = [];

    /// <summary>Labels of the image; the last of a key wins.</summary>
    public IReadOnlyList<Label> Labels { get; init; } = [];

    /// <summary>Processes of the image; the builder sorts them by type.</summary>
    public IReadOnlyList<MetadataProcess> Processes { get; init; } = [];

    /// <summary>Whether the document lists processes, if only an empty list of them.</summary>
    public bool HasProcesses { get; init; }

    /// <summary>Parts of the app folder that become layers.</summary>
    public IReadOnlyList<Slice> Slices { get; init; } = [];

    /// <inheritdoc/>
    public static BuildMetadataToml Parse(string text, string file)
    {
        var root = DocumentTable.Parse(text, file);
        return new BuildMetadataToml
        {
            BuildpackDefaultProcessType = root.Text("buildpack-default-process-type"),
            Bom = root.List("bom", BomEntry.From),
            Buildpacks = root.List("buildpacks", GroupElement.From),
            Extensions = root.List("extensions", GroupElement.From),
            Labels = root.List("labels", Label.From),
            Processes = root.List("processes", MetadataProcess.From),
            HasProcesses = root.Value("processes") is not null,
            Slices = root.List("slices", Slice.From),
        };
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<BuildMetadataToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<BuildMetadataToml>(path, cancellationToken);

    /// <summary>
    /// The bytes of the document as the lifecycle writes it; they are part of a layer, so of its diffID. Extensions are
    /// written without their flags. Before Platform API 0.10 the command is a string, and its other entries open <c>args</c>.
    /// </summary>
    public string ToToml(PlatformFeatures features)
    {
        var root = new TomlTable();
        root.AddTables("bom", Bom, entry => entry.ToTable());
        root.AddTables("buildpacks", Buildpacks, element => element.ToTable());
        root.AddTables("extensions", Extensions, element => (element with { Extension = false, Optional = false }).ToTable());
        root.AddTables("labels", Labels, label => label.ToTable());
        root["processes"] = new TomlArray(Processes.Select(process => process.ToTable(features.CommandIsArray)));
        root.AddTables("slices", Slices, slice => slice.ToTable());
        root.AddUnlessEmpty("buildpack-default-process-type", BuildpackDefaultProcessType);
        return TomlWriter.Write(root);
    }
}
