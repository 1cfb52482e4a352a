using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Platform;

/// <summary>Reads what an image is made for from its config and labels (Platform API, targets).</summary>
public static class ImageTarget
{
    /// <summary>The label with the id of the base.</summary>
    public const string IdLabel = "io.buildpacks.base.id";

    /// <summary>The label with the name of the distribution.</summary>
    public const string DistroNameLabel = "io.buildpacks.base.distro.name";

    /// <summary>The label with the version of the distribution.</summary>
    public const string DistroVersionLabel = "io.buildpacks.base.distro.version";

    /// <summary>Reads the target. The distribution is known as soon as one of its labels is there, even when it is empty.</summary>
    public static TargetMetadata Read(ImageConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var name = config.GetLabel(DistroNameLabel);
        var version = config.GetLabel(DistroVersionLabel);
        return new TargetMetadata
        {
            Id = config.GetLabel(IdLabel) ?? "",
            Os = config.Os,
            Arch = config.Architecture,
            ArchVariant = config.Variant,
            Distro = name is null && version is null ? null : new DistroInfo(name ?? "", version ?? ""),
        };
    }

    /// <summary>
    /// Whether an app made for one target runs on a base made for another: operating system and architecture equal,
    /// variant equal where both state one, distribution equal where the base states one.
    /// </summary>
    public static bool CanCarry(TargetMetadata newBase, TargetMetadata app)
    {
        ArgumentNullException.ThrowIfNull(newBase);
        ArgumentNullException.ThrowIfNull(app);
        return newBase.Os == app.Os
            && newBase.Arch == app.Arch
            && (newBase.ArchVariant.Length == 0 || app.ArchVariant.Length == 0 || newBase.ArchVariant == app.ArchVariant)
            && CanCarry(newBase.Distro, app.Distro);
    }

    private static bool CanCarry(DistroInfo? newBase, DistroInfo? app) =>
        newBase is null
        || (app is not null
            && (newBase.Name.Length == 0 || newBase.Name == app.Name)
            && (newBase.Version.Length == 0 || newBase.Version == app.Version));
}
