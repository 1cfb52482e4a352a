using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Caching;

/// <summary>
/// A layer cache in a folder: <c>committed/</c> holds the uncompressed tar of each layer, named by its diffID, and a document
/// about them. Lifecycles of other makers read and write the same form.
/// </summary>
/// <param name="directory">The folder. It must be there.</param>
public sealed class VolumeCache(string directory) : ILayerCache
{
    private readonly string _directory = directory.Length > 1 ? directory.TrimEnd('/') : directory;

    /// <inheritdoc/>
    public string Name => _directory;

    internal string Committed => _directory + "/committed";

    internal string Staging => _directory + "/staging";

    private string Backup => _directory + "/committed-backup";

    /// <inheritdoc/>
    public async Task<CacheMetadata> OpenAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            if (PosixFile.TryStatus(_directory)?.Type != PosixFileType.Directory)
            {
                throw new IOException("there is no such folder");
            }

            Recover();
            Clear();
            return await ReadMetadataAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException fault)
        {
            throw CacheFault.Cannot("open", Name, fault);
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenLayerAsync(Digest diffId, CancellationToken cancellationToken = default)
    {
        var path = PathOf(diffId);
        try
        {
            return PosixFile.TryStatus(path)?.Type == PosixFileType.Regular
                ? Task.FromResult<Stream>(new VerifiedStream(PosixFile.OpenRead(path), diffId, null, path))
                : throw new OciException(OciErrors.MissingBlob, $"there is no file {path}.");
        }
        catch (PosixException fault)
        {
            throw new OciException(OciErrors.MissingBlob, fault.Message, fault);
        }
    }

    /// <inheritdoc/>
    public Task<ILayerCacheUpdate> BeginUpdateAsync(CancellationToken cancellationToken = default) =>
        PosixFile.IsWritable(_directory)
            ? Task.FromResult<ILayerCacheUpdate>(new VolumeCacheUpdate(this))
            : throw CacheFault.Cannot("write", Name, new IOException("this user may not make files in it"));

    internal string PathOf(Digest diffId) => $"{Committed}/{diffId}.tar";

    // A commit that could not swap two folders at once moves the old state aside first. A process that died between these
    // two steps left no committed state but the one set aside.
    private void Recover()
    {
        if (PosixFile.TryStatusOfLink(Backup) is not null && PosixFile.TryStatusOfLink(Committed) is null)
        {
            PosixFile.Rename(Backup, Committed);
        }
    }

    private void Clear()
    {
        if (!PosixFile.IsWritable(_directory))
        {
            return;
        }

        WritableTree.Remove(Backup);
        WritableTree.Remove(Staging);
        PosixFile.MakeDirectory(Staging);
        if (PosixFile.TryStatus(Committed) is null)
        {
            PosixFile.MakeDirectory(Committed);
        }
    }

    private async Task<CacheMetadata> ReadMetadataAsync(CancellationToken cancellationToken)
    {
        var path = $"{Committed}/{CacheMetadata.Name}";
        if (PosixFile.TryStatus(path)?.Type != PosixFileType.Regular)
        {
            return CacheMetadata.Empty;
        }

        using var file = PosixFile.OpenRead(path);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        return CacheMetadata.TryParse(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) ?? CacheMetadata.Empty;
    }
}
