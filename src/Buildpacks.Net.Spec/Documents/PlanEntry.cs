using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>A dependency in <c>plan.toml</c>: who may provide it and what is asked of it.</summary>
public sealed record PlanEntry
{
    /// <summary>Who provides it, in the order of the group.</summary>
    public IReadOnlyList<PlanProvider> Providers { get; init; } = [];

    /// <summary>What is asked, in the order of the group; all have the same name.</summary>
    public IReadOnlyList<BuildPlanRequire> Requires { get; init; } = [];

    internal static PlanEntry From(DocumentTable table) => new()
    {
        Providers = table.List("providers", PlanProvider.From),
        Requires = table.List("requires", BuildPlanRequire.From),
    };

    internal TomlTable ToTable()
    {
        var table = new TomlTable();
        table.AddTables("providers", Providers, provider => provider.ToTable());
        table.AddTables("requires", Requires, require => require.ToTable());
        return table;
    }
}
