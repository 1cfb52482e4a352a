using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>The table <c>[buildpack]</c> or <c>[extension]</c> of a descriptor.</summary>
public sealed record ComponentInfo
{
    /// <summary>The id; null when the descriptor names none.</summary>
    public BuildpackId? Id { get; init; }

    /// <summary>The version; empty when the descriptor names none.</summary>
    public string Version { get; init; } = "";

    /// <summary>The name for people; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where to read about it; may be empty.</summary>
    public string Homepage { get; init; } = "";

    /// <summary>What it is; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Words to find it by.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Its licenses.</summary>
    public IReadOnlyList<LicenseInfo> Licenses { get; init; } = [];

    /// <summary>Whether it runs without the variables of the user.</summary>
    public bool ClearEnv { get; init; }

    /// <summary>Media types of the software bills of materials it writes.</summary>
    public IReadOnlyList<string> SbomFormats { get; init; } = [];

    /// <summary>The execution environments it takes part in; empty or <c>*</c> means all.</summary>
    public IReadOnlyList<string> ExecEnv { get; init; } = [];

    internal static ComponentInfo From(DocumentTable? table) => table is null
        ? new ComponentInfo()
        : new ComponentInfo
        {
            Id = table.OptionalId("id"),
            Version = table.Text("version"),
            Name = table.Text("name"),
            Homepage = table.Text("homepage"),
            Description = table.Text("description"),
            Keywords = table.Strings("keywords") ?? [],
            Licenses = table.List("licenses", LicenseInfo.From),
            ClearEnv = table.Flag("clear-env"),
            SbomFormats = table.Strings("sbom-formats") ?? [],
            ExecEnv = table.ExecEnv(),
        };
}
