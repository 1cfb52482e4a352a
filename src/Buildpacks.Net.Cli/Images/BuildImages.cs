using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Cli.Images;

/// <summary>
/// The images of one build as the phases see them, though they are in different places: the base here, the app image there.
/// Images that were found are found again by what names exactly them.
/// </summary>
/// <param name="output">Where the app image goes, and where that of the last build is.</param>
/// <param name="runImages">Where the run image is.</param>
/// <param name="runImage">The run image.</param>
internal sealed class BuildImages(IImageStore output, IImageStore runImages, ImageReference runImage) : IImageStore
{
    private readonly Dictionary<string, Image> _found = new(StringComparer.Ordinal);
    private readonly HashSet<string> _runImageNames = new(StringComparer.Ordinal) { runImage.Name };

    /// <summary>Makes an image the run image, also under every name that an earlier one was found by.</summary>
    public void ReplaceRunImage(Image image)
    {
        var named = Named(image, runImage);
        _runImageNames.Add(ImageReference.Parse(named.Identifier).Name);
        foreach (var name in _runImageNames)
        {
            _found[name] = named;
        }
    }

    /// <inheritdoc/>
    public async Task<Image?> FindAsync(ImageReference reference, Oci.Images.Platform? platform = null, CancellationToken cancellationToken = default)
    {
        if (_found.TryGetValue(reference.Name, out var known))
        {
            return known;
        }

        var found = await HomeOf(reference).FindAsync(reference, platform, cancellationToken).ConfigureAwait(false);
        return found is null ? null : Remember(Named(found, reference), _runImageNames.Contains(reference.Name));
    }

    /// <inheritdoc/>
    public Task<SavedImage> SaveAsync(
        NewImage image, ImageReference name, IReadOnlyList<ImageReference> additionalNames, CancellationToken cancellationToken = default) =>
        output.SaveAsync(image, name, additionalNames, cancellationToken);

    /// <inheritdoc/>
    public Task SendAheadAsync(ImageLayer layer, ImageReference name, CancellationToken cancellationToken = default) =>
        output.SendAheadAsync(layer, name, cancellationToken);

    /// <inheritdoc/>
    public ImageReference? OriginOf(ImageReference name) => output.OriginOf(name);

    /// <inheritdoc/>
    public Task<ImageAccess> CheckReadAsync(ImageReference reference, CancellationToken cancellationToken = default) =>
        HomeOf(reference).CheckReadAsync(reference, cancellationToken);

    /// <inheritdoc/>
    public Task<ImageAccess> CheckWriteAsync(ImageReference reference, CancellationToken cancellationToken = default) =>
        output.CheckWriteAsync(reference, cancellationToken);

    private IImageStore HomeOf(ImageReference reference) => _runImageNames.Contains(reference.Name) ? runImages : output;

    private Image Remember(Image image, bool isRunImage)
    {
        var name = ImageReference.Parse(image.Identifier).Name;
        _found[name] = image;
        if (isRunImage)
        {
            _runImageNames.Add(name);
        }

        return image;
    }

    // Labels repeat the identifier: it must not show a folder of the machine that built.
    private static Image Named(Image image, ImageReference reference) => image.Manifest is null ? image : new Image
    {
        Reference = image.Reference,
        Identifier = $"{reference.RepositoryName}@{image.Manifest.Digest}",
        Manifest = image.Manifest,
        Index = image.Index,
        Config = image.Config,
        Layers = image.Layers,
    };
}
