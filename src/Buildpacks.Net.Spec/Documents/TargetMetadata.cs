using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>What a run image is made for, in <c>analyzed.toml</c>.</summary>
public sealed record TargetMetadata
{
    /// <summary>Id of the target (<c>io.buildpacks.base.id</c>); may be empty.</summary>
    public string Id { get; init; } = "";

    /// <summary>Operating system.</summary>
    public string Os { get; init; } = "";

    /// <summary>Architecture.</summary>
    public string Arch { get; init; } = "";

    /// <summary>Variant of the architecture; may be empty.</summary>
    public string ArchVariant { get; init; } = "";

    /// <summary>Distribution; null when it is not known.</summary>
    public DistroInfo? Distro { get; init; }

    internal static TargetMetadata From(DocumentTable table) => new()
    {
        Id = table.Text("id"),
        Os = table.Text("os"),
        Arch = table.Text("arch"),
        ArchVariant = table.String("arch-variant") ?? table.Text("variant"),
        Distro = table.Child("distro") is { } distro ? DistroInfo.From(distro) : null,
    };

    internal TomlTable ToTable()
    {
        var table = new TomlTable();
        table.AddUnlessEmpty("id", Id);
        table["os"] = Os;
        table["arch"] = Arch;
        table.AddUnlessEmpty("arch-variant", ArchVariant);
        if (Distro is not null)
        {
            table["distro"] = new TomlTable { ["name"] = Distro.Name, ["version"] = Distro.Version };
        }

        return table;
    }
}
