using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Cli.Images;

/// <summary>Two homes: what is not in the first, or when the first cannot be asked, is looked for in the second.</summary>
internal sealed class EitherHome(IImageStore first, IImageStore second) : IImageStore
{
    public async Task<Image?> FindAsync(ImageReference reference, Oci.Images.Platform? platform = null, CancellationToken cancellationToken = default)
    {
        try
        {
            if (await first.FindAsync(reference, platform, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return found;
            }
        }
        catch (OciException)
        {
            // A daemon that is not there has no image either; the error that counts is that of the second home.
        }

        return await second.FindAsync(reference, platform, cancellationToken).ConfigureAwait(false);
    }

    public Task<SavedImage> SaveAsync(
        NewImage image, ImageReference name, IReadOnlyList<ImageReference> additionalNames, CancellationToken cancellationToken = default) =>
        second.SaveAsync(image, name, additionalNames, cancellationToken);

    public Task SendAheadAsync(ImageLayer layer, ImageReference name, CancellationToken cancellationToken = default) =>
        second.SendAheadAsync(layer, name, cancellationToken);

    public ImageReference? OriginOf(ImageReference name) => second.OriginOf(name);

    public async Task<ImageAccess> CheckReadAsync(ImageReference reference, CancellationToken cancellationToken = default)
    {
        var access = await first.CheckReadAsync(reference, cancellationToken).ConfigureAwait(false);
        return access.Allowed ? access : await second.CheckReadAsync(reference, cancellationToken).ConfigureAwait(false);
    }

    public Task<ImageAccess> CheckWriteAsync(ImageReference reference, CancellationToken cancellationToken = default) =>
        second.CheckWriteAsync(reference, cancellationToken);
}
