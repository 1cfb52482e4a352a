using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Cli.Rebasing;

/// <summary>The images of one rebase as the phase sees them, though they are in different places.</summary>
/// <param name="source">The image to rebase.</param>
/// <param name="output">Where the rebased image goes.</param>
/// <param name="bases">Where bases are looked for that the image names.</param>
internal sealed class RebaseImages(ExistingImage source, IImageStore output, IImageStore bases) : IImageStore
{
    // Two images of the same name can be in two places; this one is no image's.
    private static readonly ImageReference Chosen = ImageReference.Parse("base.local/run:latest");

    /// <summary>The new base, once it is known.</summary>
    public Image? Base { get; private set; }

    /// <summary>Makes an image the new base.</summary>
    /// <returns>The name that the phase finds it by; its words go into the labels.</returns>
    public ImageName ChooseBase(ExistingImage image)
    {
        // Labels repeat the identifier: it must not show a folder of the machine that rebases.
        var isElsewhere = image.Place.Kind is OutputKind.Layout or OutputKind.Archive;
        Base = isElsewhere ? Rename(image.Image, $"{image.Image.Reference.RepositoryName}@{image.Digest}") : image.Image;
        return new ImageName(isElsewhere ? image.Image.Reference.Name : image.Name.Text, Chosen);
    }

    /// <inheritdoc/>
    public async Task<Image?> FindAsync(ImageReference reference, Oci.Images.Platform? platform = null, CancellationToken cancellationToken = default)
    {
        if (reference == Chosen)
        {
            return Base;
        }

        if (reference == source.Name.Reference)
        {
            return source.Image;
        }

        Base = await bases.FindAsync(reference, platform, cancellationToken).ConfigureAwait(false);
        return Base;
    }

    /// <inheritdoc/>
    public Task<SavedImage> SaveAsync(
        NewImage image, ImageReference name, IReadOnlyList<ImageReference> additionalNames, CancellationToken cancellationToken = default) =>
        output.SaveAsync(image, name, additionalNames, cancellationToken);

    /// <inheritdoc/>
    public Task<ImageAccess> CheckReadAsync(ImageReference reference, CancellationToken cancellationToken = default) =>
        bases.CheckReadAsync(reference, cancellationToken);

    /// <inheritdoc/>
    public Task<ImageAccess> CheckWriteAsync(ImageReference reference, CancellationToken cancellationToken = default) =>
        output.CheckWriteAsync(reference, cancellationToken);

    private static Image Rename(Image image, string identifier) => new()
    {
        Reference = image.Reference,
        Identifier = identifier,
        Manifest = image.Manifest,
        Index = image.Index,
        Config = image.Config,
        Layers = image.Layers,
    };
}
