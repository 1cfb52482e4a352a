using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// A buildpack or extension that takes part in a build, in <c>group.toml</c> and <c>metadata.toml</c>.
/// </summary>
public sealed record GroupElement
{
    /// <summary>Which buildpack or extension.</summary>
    public required BuildpackId Id { get; init; }

    /// <summary>Which version; may be empty.</summary>
    public string Version { get; init; } = "";

    /// <summary>The API version it is written for, as written; null when the document names none.</summary>
    public string? Api { get; init; }

    /// <summary>Where to read about it.</summary>
    public string? Homepage { get; init; }

    /// <summary>Whether it is an extension (written by some platforms inside <c>[[group]]</c>).</summary>
    public bool Extension { get; init; }

    /// <summary>Whether the group could have passed without it.</summary>
    public bool Optional { get; init; }

    /// <summary><c>id@version</c>.</summary>
    public override string ToString() => $"{Id}@{Version}";

    internal static GroupElement From(DocumentTable table) => new()
    {
        Id = table.Id("id"),
        Version = table.Text("version"),
        Api = table.String("api"),
        Homepage = table.String("homepage"),
        Extension = table.Flag("extension"),
        Optional = table.Flag("optional"),
    };

    internal TomlTable ToTable()
    {
        var table = new TomlTable { ["id"] = Id.Value, ["version"] = Version };
        table.AddUnlessEmpty("api", Api);
        table.AddUnlessEmpty("homepage", Homepage);
        table.AddIfTrue("extension", Extension);
        table.AddIfTrue("optional", Optional);
        return table;
    }
}
