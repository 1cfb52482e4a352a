using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry;

namespace Buildpacks.Net.Analyze;

/// <summary>
/// A run image that exists, but not for this platform. The reference lifecycle goes on with an empty image that it makes up
/// and names by its digest; a platform that reads analyzed.toml gets the same name from us.
/// </summary>
internal static class AbsentPlatform
{
    /// <summary>The made-up name; null when the image does not exist at all.</summary>
    public static async Task<string?> NameAsync(AnalyzeInputs inputs, CancellationToken cancellationToken)
    {
        if (inputs.Images is not RegistryImageStore registry)
        {
            return null;
        }

        var found = await registry.LookUpAsync(inputs.RunImage, platform: null, cancellationToken).ConfigureAwait(false);
        return found.Status == RegistryLookupStatus.PlatformAbsent ? $"{inputs.RunImage.RepositoryName}@{EmptyImage()}" : null;
    }

    private static Digest EmptyImage()
    {
        var empty = new NewImage
        {
            Config = new ImageConfig { Os = "linux", Architecture = "amd64" },
            Layers = [],
            Family = MediaTypeFamily.Docker,
        };
        return empty.Assemble().Manifest.Digest;
    }
}
