using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layout;

/// <summary>
/// Images in OCI image layouts below one folder, each reference in a layout of its own:
/// <c>folder/registry/repository/tag</c> or <c>folder/registry/repository/algorithm/hex</c>.
/// </summary>
/// <param name="directory">The folder.</param>
/// <param name="sparse">Whether images are written even where layers of their base cannot be had.</param>
public sealed class LayoutImageStore(string directory, bool sparse = false) : IImageStore
{
    /// <summary>The folder's absolute path.</summary>
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>The layout that an image of a name is in.</summary>
    /// <exception cref="OciException"><see cref="OciErrors.InvalidReference"/>: the name leads out of the folder.</exception>
    public OciLayout LayoutOf(ImageReference reference)
    {
        var place = reference.Digest is { } digest
            ? $"{reference.RepositoryName}/{digest.Algorithm}/{digest.Hex}"
            : $"{reference.RepositoryName}/{reference.Tag}";
        return place.Split('/').Any(part => part is "." or "..")
            ? throw new OciException(
                OciErrors.InvalidReference, $"could not place '{reference}' in {Directory}: its name leads out of that folder.")
            : new OciLayout($"{Directory}/{place}");
    }

    /// <inheritdoc/>
    public Task<Image?> FindAsync(
        ImageReference reference, Platform? platform = null, CancellationToken cancellationToken = default) =>
        LayoutOf(reference).FindAsync(reference, null, platform, cancellationToken);

    /// <inheritdoc/>
    public async Task<SavedImage> SaveAsync(
        NewImage image,
        ImageReference name,
        IReadOnlyList<ImageReference> additionalNames,
        CancellationToken cancellationToken = default)
    {
        SavedImage? saved = null;
        foreach (var reference in additionalNames.Prepend(name).Distinct())
        {
            var result = await LayoutOf(reference)
                .SaveAsync(image, [reference.Identifier], sparse, cancellationToken).ConfigureAwait(false);
            saved ??= result;
        }

        return saved!;
    }

    /// <inheritdoc/>
    public async Task<ImageAccess> CheckReadAsync(
        ImageReference reference, CancellationToken cancellationToken = default)
    {
        var layout = LayoutOf(reference);
        return await layout.ReadIndexAsync(cancellationToken).ConfigureAwait(false) is null
            ? new ImageAccess(false, $"there is no image layout at {layout.Directory}")
            : new ImageAccess(true);
    }

    /// <inheritdoc/>
    public Task<ImageAccess> CheckWriteAsync(ImageReference reference, CancellationToken cancellationToken = default)
    {
        var folder = LayoutOf(reference).Directory;
        while (PosixFile.TryStatus(folder) is null && Path.GetDirectoryName(folder) is { } parent)
        {
            folder = parent;
        }

        return Task.FromResult(PosixFile.TryStatus(folder) is not { Type: PosixFileType.Directory }
            ? new ImageAccess(false, $"{folder} is no folder")
            : PosixFile.IsWritable(folder)
                ? new ImageAccess(true)
                : new ImageAccess(false, $"{folder} may not be written to"));
    }
}
