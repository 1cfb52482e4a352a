using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Archives;

/// <summary>
/// An image in one uncompressed tar file. What is written is an OCI image layout and a Docker archive at once, so that
/// <c>docker load</c>, <c>podman load</c> and <c>skopeo</c> take it; archives of either kind, of any tool, are read. An
/// archive is written as a whole: images that it held before are gone. Safe for concurrent use.
/// </summary>
/// <param name="path">The file, which need not be there.</param>
public sealed class ArchiveImageStore(string path) : IImageStore
{
    /// <summary>The file's absolute path.</summary>
    public string File { get; } = Path.GetFullPath(path);

    /// <summary>The names of the images in the archive, as the tool wrote them that made it: full names, or tags alone.</summary>
    /// <returns>None when there is no archive, or its images have no names.</returns>
    /// <exception cref="OciException">The file is no archive of images, is damaged or cannot be read.</exception>
    public async Task<IReadOnlyList<string>> ReadNamesAsync(CancellationToken cancellationToken = default) => await ReadAsync(
        archive => new OciArchiveReader(archive).ReadNamesAsync(cancellationToken),
        archive => new DockerArchiveReader(archive).ReadNamesAsync(cancellationToken),
        cancellationToken).ConfigureAwait(false) ?? [];

    /// <inheritdoc/>
    /// <remarks>
    /// An archive with a single image without a name has an image of any name. Where a layer of a Docker archive is
    /// compressed it is read once, because nothing else tells its digest.
    /// </remarks>
    public Task<Image?> FindAsync(
        ImageReference reference, Platform? platform = null, CancellationToken cancellationToken = default) => ReadAsync(
        archive => new OciArchiveReader(archive).FindAsync(reference, platform ?? Platform.Current, cancellationToken),
        archive => new DockerArchiveReader(archive).FindAsync(reference, cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Equal images give equal bytes. Every layer needs its blob: what only a daemon has cannot be written.</remarks>
    public async Task<SavedImage> SaveAsync(
        NewImage image,
        ImageReference name,
        IReadOnlyList<ImageReference> additionalNames,
        CancellationToken cancellationToken = default)
    {
        List<ImageReference> names = [.. additionalNames.Prepend(name).Distinct()];
        if (names.Find(item => item.Tag is null) is { } untagged)
        {
            throw new OciException(
                OciErrors.InvalidReference,
                $"could not write image {untagged} to {File}: an archive names images by tags, not by digests.");
        }

        if (ReasonAgainstWriting() is { } reason)
        {
            throw new OciException(OciErrors.UnwritableArchive, $"could not write {names[0]} to {File}: {reason}.");
        }

        var writer = new ArchiveImageWriter(image, names);
        try
        {
            await writer.WriteAsync(File, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw new OciException(
                OciErrors.UnwritableArchive, $"could not write {names[0]} to {File}: {error.Message.TrimEnd('.')}.", error);
        }

        return new SavedImage($"{File}@{writer.Manifest.Digest}", writer.Manifest.Config.Digest)
        {
            ManifestDigest = writer.Manifest.Digest,
            ManifestSize = writer.Manifest.Raw.Length,
        };
    }

    /// <inheritdoc/>
    public async Task<ImageAccess> CheckReadAsync(ImageReference reference, CancellationToken cancellationToken = default)
    {
        try
        {
            return await FindAsync(reference, null, cancellationToken).ConfigureAwait(false) is null
                ? new ImageAccess(false, $"there is no archive with image {reference} at {File}")
                : new ImageAccess(true);
        }
        catch (OciException fault)
        {
            return new ImageAccess(false, fault.Message);
        }
    }

    /// <inheritdoc/>
    public Task<ImageAccess> CheckWriteAsync(ImageReference reference, CancellationToken cancellationToken = default) =>
        Task.FromResult(ReasonAgainstWriting() is { } reason ? new ImageAccess(false, reason) : new ImageAccess(true));

    // An archive that is both is read as the one that keeps manifests.
    private async Task<T?> ReadAsync<T>(
        Func<ArchiveIndex, Task<T>> readOci, Func<ArchiveIndex, Task<T>> readDocker, CancellationToken cancellationToken)
    {
        try
        {
            if (PosixFile.TryStatus(File) is not { } status)
            {
                return default;
            }

            if (status.Type != PosixFileType.Regular)
            {
                throw new OciException(OciErrors.InvalidArchive, $"could not read the images in {File}: it is no regular file.");
            }

            var archive = await ArchiveIndex.ReadAsync(File, cancellationToken).ConfigureAwait(false);
            return archive.Find(OciArchiveReader.IndexFile) is not null ? await readOci(archive).ConfigureAwait(false)
                : archive.Find(DockerManifest.File) is not null ? await readDocker(archive).ConfigureAwait(false)
                : throw archive.Invalid($"it has neither {OciArchiveReader.IndexFile} nor {DockerManifest.File}");
        }
        catch (IOException error)
        {
            throw new OciException(
                OciErrors.InvalidArchive, $"could not read the images in {File}: {error.Message.TrimEnd('.')}.", error);
        }
    }

    private string? ReasonAgainstWriting()
    {
        // A device or a named pipe would be replaced, not written to.
        if (PosixFile.TryStatus(File) is { Type: not PosixFileType.Regular })
        {
            return $"{File} is there and no regular file";
        }

        var folder = Path.GetDirectoryName(File);
        while (folder is not null && PosixFile.TryStatus(folder) is null)
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder is null || PosixFile.TryStatus(folder) is not { Type: PosixFileType.Directory } ? $"{folder} is no folder"
            : PosixFile.IsWritable(folder) ? null
            : $"{folder} may not be written to";
    }
}
