using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.BuildpackSources;

/// <summary>A package of buildpacks as an OCI layout, such as a <c>.cnb</c> file holds.</summary>
internal static class PackageLayout
{
    /// <summary>Puts the buildpacks of a layout into its folder, and removes the rest.</summary>
    /// <returns>Which buildpack the package is about.</returns>
    /// <exception cref="CliException">There is no image in it.</exception>
    public static async Task<string?> UnpackAsync(string path, string folder, CancellationToken cancellationToken)
    {
        var layout = $"{folder}.layout";
        PosixFile.Rename(folder, layout);
        PosixFile.MakeDirectory(folder);
        var image = await new OciLayout(layout).FindAsync(ImageReference.Parse("package/image"), cancellationToken: cancellationToken).ConfigureAwait(false)
            ?? throw new CliException(CliException.BadBuildpack, $"could not read the buildpack package {path}: there is no image in it.");
        var about = await PackageContent.ExtractAsync(image, folder, cancellationToken).ConfigureAwait(false);
        PosixFile.RemoveTree(layout);
        return about;
    }
}
