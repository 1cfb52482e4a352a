using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Cli.Projects;

/// <summary>
/// <c>project.toml</c>: what developers write down about a build, beside their source (Project Descriptor specification, schema
/// 0.1 and 0.2).
/// </summary>
internal sealed record ProjectDescriptor
{
    private const string FileName = "project.toml";

    /// <summary>A project without a descriptor.</summary>
    public static ProjectDescriptor Empty { get; } = new();

    /// <summary>The file; null when there is none.</summary>
    public string? Path { get; init; }

    /// <summary>Which files take part; null for all.</summary>
    public IReadOnlyList<string>? Include { get; init; }

    /// <summary>Which files do not; null for none.</summary>
    public IReadOnlyList<string>? Exclude { get; init; }

    /// <summary>The buildpacks, unless the command line names some.</summary>
    public IReadOnlyList<ProjectBuildpack> Buildpacks { get; init; } = [];

    /// <summary>Buildpacks that run before the others.</summary>
    public IReadOnlyList<ProjectBuildpack> PreBuildpacks { get; init; } = [];

    /// <summary>Buildpacks that run after the others.</summary>
    public IReadOnlyList<ProjectBuildpack> PostBuildpacks { get; init; } = [];

    /// <summary>Variables for the buildpacks; those of the command line win.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; init; } = [];

    /// <summary>The version of the project; may be empty.</summary>
    public string Version { get; init; } = "";

    /// <summary>Where its source is; may be empty.</summary>
    public string SourceUrl { get; init; } = "";

    /// <summary>Reads the descriptor of a project.</summary>
    /// <param name="source">The folder of the application.</param>
    /// <param name="named">The file that was asked for; null for the usual one, which need not be there.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Spec.DocumentException">The file is not there although it was asked for, or is no descriptor.</exception>
    public static async Task<ProjectDescriptor> FindAsync(string source, string? named, CancellationToken cancellationToken)
    {
        var path = named ?? $"{source}/{FileName}";
        if (named is null && !File.Exists(path))
        {
            return Empty;
        }

        var text = await DocumentFile.ReadTextAsync(path, cancellationToken).ConfigureAwait(false);
        return Parse(text, path);
    }

    /// <summary>Reads the text of a descriptor.</summary>
    public static ProjectDescriptor Parse(string text, string file)
    {
        var root = new ProjectTable(TomlReader.Parse(text, file), file);
        var isOld = root.Table("project") is not null || root.Table("build") is not null;
        var result = isOld ? ReadOld(root) : ReadCurrent(root, root.Table("_"));
        return result.Include is not null && result.Exclude is not null
            ? throw root.Fault("it has both include and exclude; keep one of them")
            : result with { Path = file };
    }

    private static ProjectDescriptor ReadCurrent(ProjectTable root, ProjectTable? project)
    {
        var settings = root.Table("io")?.Table("buildpacks");
        return new ProjectDescriptor
        {
            Include = settings?.Strings("include"),
            Exclude = settings?.Strings("exclude"),
            Buildpacks = ReadBuildpacks(settings, "group"),
            PreBuildpacks = ReadBuildpacks(settings?.Table("pre"), "group"),
            PostBuildpacks = ReadBuildpacks(settings?.Table("post"), "group"),
            Variables = settings?.Table("build")?.Tables("env", ReadVariable) ?? [],
            Version = project?.Text("version") ?? "",
            SourceUrl = project?.Text("source-url") ?? "",
        };
    }

    private static ProjectDescriptor ReadOld(ProjectTable root)
    {
        var settings = root.Table("build");
        var project = root.Table("project");
        return new ProjectDescriptor
        {
            Include = settings?.Strings("include"),
            Exclude = settings?.Strings("exclude"),
            Buildpacks = ReadBuildpacks(settings, "buildpacks"),
            Variables = settings?.Tables("env", ReadVariable) ?? [],
            Version = project?.Text("version") ?? "",
            SourceUrl = project?.Text("source-url") ?? "",
        };
    }

    private static IReadOnlyList<ProjectBuildpack> ReadBuildpacks(ProjectTable? table, string key) => table?.Tables(key, ProjectBuildpack.From) ?? [];

    private static KeyValuePair<string, string> ReadVariable(ProjectTable table) => table.Text("name") is { Length: > 0 } name
        ? new(name, table.Text("value"))
        : throw table.Fault("a variable has no name");
}
