using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Platform.Labels;

namespace Buildpacks.Net.Cli.Rebasing;

/// <summary>Names the very fields and labels that speak against a rebase. Whether they do, the phase decides.</summary>
internal static class RebaseObjections
{
    private const string Rebasable = "io.buildpacks.rebasable";

    /// <summary>What speaks against putting an app onto a base, each in words of its own.</summary>
    public static IReadOnlyList<string> Find(Image app, Image newBase)
    {
        var (wanted, offered) = (ImageTarget.Read(app.Config), ImageTarget.Read(newBase.Config));
        List<string> objections = app.Config.GetLabel(Rebasable) == "false" ? [$"its label {Rebasable} is false"] : [];
        if (ImageTarget.CanCarry(offered, wanted))
        {
            return objections;
        }

        Compare(objections, "os", offered.Os, wanted.Os);
        Compare(objections, "architecture", offered.Arch, wanted.Arch);
        if (wanted.ArchVariant.Length > 0)
        {
            Stated(objections, "variant", offered.ArchVariant, wanted.ArchVariant);
        }

        Stated(objections, $"label {ImageTarget.DistroNameLabel}", offered.Distro?.Name ?? "", wanted.Distro?.Name ?? "");
        Stated(objections, $"label {ImageTarget.DistroVersionLabel}", offered.Distro?.Version ?? "", wanted.Distro?.Version ?? "");
        return objections;
    }

    /// <summary>The bases that an image names.</summary>
    public static IReadOnlyList<string> NamedBases(Image app) =>
        LifecycleMetadataLabel.TryParse(app.Config.GetLabel(LifecycleMetadataLabel.Name) ?? "null") is { } metadata
        && RunImageSelection.FromMetadata(metadata, hasRunToml: true) is { } source
            ? [source.Image, .. source.Mirrors]
            : [];

    private static void Stated(List<string> objections, string field, string offered, string wanted)
    {
        if (offered.Length > 0)
        {
            Compare(objections, field, offered, wanted);
        }
    }

    private static void Compare(List<string> objections, string field, string offered, string wanted)
    {
        if (offered != wanted)
        {
            objections.Add($"the {field} of the base is '{offered}' and that of the image '{wanted}'");
        }
    }
}
