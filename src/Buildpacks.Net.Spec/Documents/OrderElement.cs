using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// One buildpack or extension of a group in <c>order.toml</c>, in a composite buildpack or in <c>system.toml</c>.
/// </summary>
public sealed record OrderElement
{
    /// <summary>Which buildpack or extension.</summary>
    public required BuildpackId Id { get; init; }

    /// <summary>Which version; empty when the document names none.</summary>
    public string Version { get; init; } = "";

    /// <summary>Whether the group can pass without it.</summary>
    public bool Optional { get; init; }

    /// <summary>The execution environments in which it takes part; empty or <c>*</c> means all.</summary>
    public IReadOnlyList<string> ExecEnv { get; init; } = [];

    internal static OrderElement From(DocumentTable table) => new()
    {
        Id = table.Id("id"),
        Version = table.Text("version"),
        Optional = table.Flag("optional"),
        ExecEnv = table.ExecEnv(),
    };
}
