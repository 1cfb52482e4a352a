using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Analyze;

/// <summary>Finds out whether the index that an image was chosen from tells the truth about its images.</summary>
internal static class IndexMismatch
{
    /// <summary>Tries the images of the index. Null when there is no index or all is well, else what is wrong.</summary>
    public static async Task<string?> FindAsync(AnalyzeInputs inputs, Image image, CancellationToken cancellationToken)
    {
        foreach (var listed in image.Index?.Manifests.Where(listed => MediaTypes.IsManifest(listed.MediaType)) ?? [])
        {
            var name = image.Reference.WithDigest(listed.Digest);
            var found = await inputs.Images.FindAsync(name, listed.Platform, cancellationToken).ConfigureAwait(false);
            if (found is null)
            {
                return $"its index names {listed.Digest}, which is missing";
            }

            if (listed.Platform is { } platform && !IsSame(platform, found.Config.Platform))
            {
                return $"its index lists {listed.Digest} for {platform}, but it is for {found.Config.Platform}";
            }
        }

        return null;
    }

    private static bool IsSame(Oci.Images.Platform left, Oci.Images.Platform right) =>
        left.Os == right.Os
        && left.Architecture == right.Architecture
        && (left.Variant ?? "") == (right.Variant ?? "")
        && (left.OsVersion ?? "") == (right.OsVersion ?? "");
}
