using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Images;

/// <summary>Chooses among the images that the index of a layout has for one name.</summary>
internal static class PlatformChoice
{
    /// <summary>Of several images the one for the platform; a single image whatever it is for.</summary>
    /// <param name="candidates">What the index has.</param>
    /// <param name="platform">The platform.</param>
    /// <param name="readIndexAsync">Reads the index that a candidate is, where it is the only one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<Descriptor?> ChooseAsync(
        IReadOnlyList<Descriptor> candidates,
        Platform platform,
        Func<Descriptor, CancellationToken, Task<ImageIndex>> readIndexAsync,
        CancellationToken cancellationToken)
    {
        if (candidates is [var only] && MediaTypes.IsIndex(only.MediaType))
        {
            candidates = (await readIndexAsync(only, cancellationToken).ConfigureAwait(false)).Manifests;
        }

        var images = candidates.Where(item => !MediaTypes.IsIndex(item.MediaType)).ToList();
        return images.FirstOrDefault(item => item.Platform?.Satisfies(platform) == true)
            ?? (images.Select(item => item.Digest).Distinct().Count() == 1 ? images[0] : null);
    }
}
