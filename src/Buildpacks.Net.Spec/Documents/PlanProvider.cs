using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>A buildpack or extension that provides a dependency in <c>plan.toml</c>.</summary>
public sealed record PlanProvider
{
    /// <summary>Which buildpack or extension.</summary>
    public required BuildpackId Id { get; init; }

    /// <summary>Which version.</summary>
    public string Version { get; init; } = "";

    /// <summary>Whether it is an extension.</summary>
    public bool Extension { get; init; }

    internal static PlanProvider From(DocumentTable table) => new()
    {
        Id = table.Id("id"),
        Version = table.Text("version"),
        Extension = table.Flag("extension"),
    };

    internal TomlTable ToTable()
    {
        var table = new TomlTable { ["id"] = Id.Value, ["version"] = Version };
        table.AddIfTrue("extension", Extension);
        return table;
    }
}
