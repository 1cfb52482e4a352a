namespace Buildpacks.Net.Spec.Documents;

/// <summary>A platform that a buildpack or extension works on.</summary>
public sealed record ComponentTarget
{
    /// <summary>Operating system; empty means any.</summary>
    public string Os { get; init; } = "";

    /// <summary>Architecture; empty means any.</summary>
    public string Arch { get; init; } = "";

    /// <summary>
    /// Variant of the architecture; empty means any. Read from <c>variant</c> (specification) or <c>arch-variant</c>
    /// (reference).
    /// </summary>
    public string ArchVariant { get; init; } = "";

    /// <summary>Distributions; empty means any.</summary>
    public IReadOnlyList<DistroInfo> Distros { get; init; } = [];

    internal static ComponentTarget From(DocumentTable table) => new()
    {
        Os = table.Text("os"),
        Arch = table.Text("arch"),
        ArchVariant = table.String("arch-variant") ?? table.Text("variant"),
        Distros = table.List("distros", DistroInfo.From),
    };
}
