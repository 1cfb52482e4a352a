namespace Buildpacks.Net.Oci.Images;

/// <summary>A home of images: a registry, an OCI image layout, a Docker daemon, an archive.</summary>
public interface IImageStore
{
    /// <summary>Finds an image. Layers are not read; config and manifest are, and are verified.</summary>
    /// <param name="reference">Its name.</param>
    /// <param name="platform">Which image is meant where the name is an index of several; null for linux on this machine's CPU.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The image, or null when there is none of that name, or none for that platform.</returns>
    /// <exception cref="OciException">The store cannot be asked, or what it holds is damaged.</exception>
    Task<Image?> FindAsync(ImageReference reference, Platform? platform = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes an image under one or more names. What the store has, or can take over from <see cref="ImageLayer.Origin"/>,
    /// is not sent. No name shows the image before it is complete.
    /// </summary>
    /// <exception cref="OciException">It could not be written under every name; the message tells each that failed.</exception>
    Task<SavedImage> SaveAsync(
        NewImage image,
        ImageReference name,
        IReadOnlyList<ImageReference> additionalNames,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a layer before the image that it will be part of is complete, so that sending it overlaps with making the others.
    /// Saving the image does not send it again. Homes that take an image only as a whole do nothing.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="name">The name that the image will be saved under.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OciException">It could not be sent; saving the image tries again.</exception>
    Task SendAheadAsync(ImageLayer layer, ImageReference name, CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>What <see cref="ImageLayer.Origin"/> is of the layers of an image that is saved here under that name.</summary>
    /// <returns>Null in homes that other images cannot take layers over from.</returns>
    ImageReference? OriginOf(ImageReference name) => null;

    /// <summary>Whether an image of that name exists and may be read; cheaper than finding it.</summary>
    Task<ImageAccess> CheckReadAsync(ImageReference reference, CancellationToken cancellationToken = default);

    /// <summary>Whether an image may be written under that name. Leaves nothing behind.</summary>
    Task<ImageAccess> CheckWriteAsync(ImageReference reference, CancellationToken cancellationToken = default);
}
