using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// The label <c>io.buildpacks.lifecycle.metadata</c>: which layer of an app image is what. The same data is the table
/// <c>[metadata]</c> of <c>analyzed.toml</c>, and a part of it describes a cache. Layers are named by their diffIDs.
/// </summary>
public sealed record LifecycleMetadata
{
    /// <summary>The app layers (slices), in order.</summary>
    public IReadOnlyList<string> App { get; init; } = [];

    /// <summary>The layer of software bills of materials; null when there is none.</summary>
    public string? Sbom { get; init; }

    /// <summary>The layers of each buildpack.</summary>
    public IReadOnlyList<BuildpackLayersMetadata> Buildpacks { get; init; } = [];

    /// <summary>The layer with metadata.toml; empty when there is none.</summary>
    public string Config { get; init; } = "";

    /// <summary>The layer with the launcher; empty when there is none.</summary>
    public string Launcher { get; init; } = "";

    /// <summary>The layer with the links of the process types; empty when there is none.</summary>
    public string ProcessTypes { get; init; } = "";

    /// <summary>The run image.</summary>
    public RunImageMetadata RunImage { get; init; } = new();

    /// <summary>
    /// The run image of the stack (<c>stack.runImage</c>), or of run.toml since Platform API 0.12; null when there is
    /// none.
    /// </summary>
    public RunImageSource? StackRunImage { get; init; }

    internal static LifecycleMetadata From(DocumentTable table) => new()
    {
        App = table.List("app", layer => layer.Text("sha")),
        Sbom = table.Child("sbom")?.Text("sha"),
        Buildpacks = table.List("buildpacks", BuildpackLayersMetadata.From),
        Config = Sha(table, "config"),
        Launcher = Sha(table, "launcher"),
        ProcessTypes = Sha(table, "process-types"),
        RunImage = table.Child("run-image") is { } image ? RunImageMetadata.From(image) : new RunImageMetadata(),
        StackRunImage = table.Child("stack")?.Child("run-image") is { } stack ? RunImageSource.From(stack) : null,
    };

    internal TomlTable ToTable()
    {
        var table = new TomlTable();
        table.AddTables("app", App, Sha);
        table.AddTable("sbom", Sbom is null ? null : Sha(Sbom));
        table.AddTables("buildpacks", Buildpacks, buildpack => buildpack.ToTable());
        table["config"] = Sha(Config);
        table["launcher"] = Sha(Launcher);
        table["process-types"] = Sha(ProcessTypes);
        table["run-image"] = RunImage.ToTable();
        if (StackRunImage is not null)
        {
            table["stack"] = new TomlTable { ["run-image"] = StackRunImage.ToTable() };
        }

        return table;
    }

    private static string Sha(DocumentTable table, string key) => table.Child(key)?.Text("sha") ?? "";

    private static TomlTable Sha(string sha) => new() { ["sha"] = sha };
}
