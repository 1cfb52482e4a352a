using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>One alternative of a build plan: what is provided and what is required.</summary>
public record BuildPlanSections
{
    /// <summary>Names of the dependencies that the buildpack provides.</summary>
    public IReadOnlyList<string> Provides { get; init; } = [];

    /// <summary>The dependencies that the buildpack asks for.</summary>
    public IReadOnlyList<BuildPlanRequire> Requires { get; init; } = [];

    internal static BuildPlanSections From(DocumentTable table) => new()
    {
        Provides = table.List("provides", provide => provide.Text("name")),
        Requires = table.List("requires", BuildPlanRequire.From),
    };

    internal TomlTable ToTable()
    {
        var table = new TomlTable();
        table.AddTables("provides", Provides, name => new TomlTable { ["name"] = name });
        table.AddTables("requires", Requires, require => require.ToTable());
        return table;
    }
}
