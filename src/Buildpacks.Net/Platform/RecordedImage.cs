using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;

namespace Buildpacks.Net.Platform;

/// <summary>Finds images by what an earlier phase wrote down to name exactly them (<see cref="Image.Identifier"/>).</summary>
internal static class RecordedImage
{
    /// <summary>Finds an image; null when it is not there any more.</summary>
    /// <exception cref="Oci.OciException">The text names no image, or the store cannot be asked.</exception>
    public static async Task<Image?> FindAsync(IImageStore images, string identifier, CancellationToken cancellationToken)
    {
        // In layouts an image is named by its folder.
        if (images is LayoutImageStore && identifier.StartsWith('/'))
        {
            var at = identifier.LastIndexOf('@');
            var folder = at < 0 ? identifier : identifier[..at];
            return await FindInLayoutAsync(folder, cancellationToken).ConfigureAwait(false);
        }

        return await images.FindAsync(ImageReference.Parse(identifier), platform: null, cancellationToken).ConfigureAwait(false);
    }

    private static Task<Image?> FindInLayoutAsync(string folder, CancellationToken cancellationToken) =>
        new OciLayout(folder).FindAsync(ImageReference.Parse("layout/image"), name: null, platform: null, cancellationToken);
}
