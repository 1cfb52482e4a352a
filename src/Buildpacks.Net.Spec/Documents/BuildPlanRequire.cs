using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>A dependency that a buildpack asks for, in the build plan, plan.toml and the Buildpack Plan.</summary>
public sealed record BuildPlanRequire
{
    /// <summary>The name of the dependency.</summary>
    public string Name { get; init; } = "";

    /// <summary>
    /// The key <c>version</c> beside <c>name</c>, which no supported API allows; null when it is not there.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>Anything else said about the dependency; null when nothing is.</summary>
    public TomlTable? Metadata { get; init; }

    internal static BuildPlanRequire From(DocumentTable table) => new()
    {
        Name = table.Text("name"),
        Version = table.String("version"),
        Metadata = table.FreeTable("metadata"),
    };

    internal TomlTable ToTable()
    {
        var table = new TomlTable { ["name"] = Name };
        table.AddUnlessEmpty("version", Version);
        table.AddMetadata(Metadata);
        return table;
    }
}
