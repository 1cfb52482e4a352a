using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.Images;

/// <summary>One OCI layout as a home of images: their names in it are the tags of their references.</summary>
/// <param name="directory">The folder of the layout.</param>
/// <param name="removesOld">Whether blobs that no image needs any more are removed after writing.</param>
/// <param name="anyName">Whether an image is found whatever it is called: for a layout with a single one.</param>
/// <param name="names">The names that images are written under instead of the tag of their first reference; null for that tag.</param>
internal sealed class LayoutHome(
    string directory, bool removesOld = false, bool anyName = false, IReadOnlyList<string>? names = null) : IImageStore
{
    private readonly OciLayout _layout = new(directory);

    public Task<Image?> FindAsync(ImageReference reference, Oci.Images.Platform? platform = null, CancellationToken cancellationToken = default) =>
        _layout.FindAsync(reference, anyName ? null : reference.Tag, platform, cancellationToken);

    public async Task<SavedImage> SaveAsync(
        NewImage image, ImageReference name, IReadOnlyList<ImageReference> additionalNames, CancellationToken cancellationToken = default)
    {
        List<string> written = [.. (names ?? [name.Identifier]).Concat(additionalNames.Select(reference => reference.Identifier)).Distinct()];
        var saved = await _layout.SaveAsync(image, written, sparse: false, cancellationToken).ConfigureAwait(false);
        if (removesOld)
        {
            await _layout.RemoveUnnamedBlobsAsync(cancellationToken).ConfigureAwait(false);
        }

        return saved;
    }

    public Task<ImageAccess> CheckReadAsync(ImageReference reference, CancellationToken cancellationToken = default) =>
        Task.FromResult(new ImageAccess(true));

    public Task<ImageAccess> CheckWriteAsync(ImageReference reference, CancellationToken cancellationToken = default)
    {
        var folder = _layout.Directory;
        while (PosixFile.TryStatusOfLink(folder) is null && Path.GetDirectoryName(folder) is { } parent)
        {
            folder = parent;
        }

        var access = PosixFile.TryStatus(folder) is not { Type: PosixFileType.Directory } ? new ImageAccess(false, $"{folder} is no folder")
            : PosixFile.IsWritable(folder) ? new ImageAccess(true)
            : new ImageAccess(false, $"{folder} may not be written to");
        return Task.FromResult(access);
    }
}
