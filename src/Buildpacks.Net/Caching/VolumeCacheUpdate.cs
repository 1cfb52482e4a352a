using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Caching;

/// <summary>
/// The next state of a cache folder, in <c>staging/</c>. Layers that stay are hard links to the committed ones. The commit
/// swaps the two folders at once, after everything in the new one is on the disk.
/// </summary>
internal sealed class VolumeCacheUpdate(VolumeCache cache) : ILayerCacheUpdate
{
    private const uint FileMode = 0x1B6;
    private static readonly DateTime SealEpoch = new(1980, 1, 1, 0, 0, 1, DateTimeKind.Utc);
    private readonly ConcurrentDictionary<Digest, bool> _layers = new();
    private readonly CompressedLayers _compressed = new(cache.Staging);
    private readonly CompressedLayers _committedCompressed = new(cache.Committed);
    private int _number;

    public bool KeepsTars => true;

    public Task<bool> ReuseAsync(Digest diffId, CancellationToken cancellationToken = default) => Task.Run(
        async () => _layers.ContainsKey(diffId) || await TakeOverAsync(diffId, cancellationToken).ConfigureAwait(false),
        cancellationToken);

    public StagedTar StageTar() => new(NextPath());

    public Task AddTarAsync(StagedTar tar, Digest diffId, CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            try
            {
                tar.Finish(Seal(diffId));
                PosixFile.Rename(tar.Path, StagedPath(diffId));
                _layers[diffId] = true;
            }
            catch (IOException fault)
            {
                PosixFile.RemoveTree(tar.Path);
                throw CacheFault.NotWritten(cache.Name, fault);
            }
        },
        cancellationToken);

    public Task AddTarFileAsync(string path, Digest diffId, CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            var part = NextPath();
            try
            {
                LinkedFile.Make(path, part);
                using (var file = PosixFile.OpenRead(part))
                {
                    PosixFile.Sync(file.SafeFileHandle, part);
                    File.SetLastWriteTimeUtc(file.SafeFileHandle, Seal(diffId));
                }

                PosixFile.Rename(part, StagedPath(diffId));
                _layers[diffId] = true;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                PosixFile.RemoveTree(part);
                throw CacheFault.NotWritten(cache.Name, fault);
            }
        },
        cancellationToken);

    public void KeepCompressed(BuiltLayer layer, ILayerCompressor compressor)
    {
        if (_layers.ContainsKey(layer.DiffId))
        {
            _compressed.Keep(layer, compressor);
        }
    }

    public async Task<ImageLayer?> FindCompressedAsync(Digest diffId, ILayerCompressor compressor, CancellationToken cancellationToken = default)
    {
        if (compressor is NoLayerCompressor)
        {
            return Tar(diffId, compressor.MediaType);
        }

        var blob = await _committedCompressed.FindAsync(diffId, compressor, cancellationToken).ConfigureAwait(false);
        return blob is null ? null : new ImageLayer(diffId) { Descriptor = blob.Descriptor, Blob = blob };
    }

    public void AddLayer(ImageLayer layer) => throw new InvalidOperationException("A cache folder keeps tars.");

    public async Task CommitAsync(CacheMetadata metadata, CancellationToken cancellationToken = default)
    {
        try
        {
            await WriteMetadataAsync(metadata, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            PosixFile.SyncDirectory(cache.Staging);
            Swap();
            PosixFile.SyncDirectory(cache.Name);
        }
        catch (IOException fault)
        {
            throw CacheFault.NotWritten(cache.Name, fault);
        }
    }

    /// <summary>Removes what is not the cache's state: the old one after a commit, else what would have been the new one.</summary>
    public ValueTask DisposeAsync()
    {
        try
        {
            WritableTree.Remove(cache.Staging);
        }
        catch (IOException)
        {
            // What stays here is cleared away when the cache is opened next.
        }

        return ValueTask.CompletedTask;
    }

    // Uncompressed layers are the tars that are here, verified when they were taken over.
    private ImageLayer? Tar(Digest diffId, string mediaType)
    {
        var path = cache.PathOf(diffId);
        if (!_layers.ContainsKey(diffId) || PosixFile.TryStatus(path) is not { } status)
        {
            return null;
        }

        var descriptor = new Descriptor(mediaType, diffId, status.Size);
        return new ImageLayer(diffId) { Descriptor = descriptor, Blob = new FileBlob(path, descriptor) };
    }

    private async Task<bool> TakeOverAsync(Digest diffId, CancellationToken cancellationToken)
    {
        var committed = cache.PathOf(diffId);
        try
        {
            if (PosixFile.TryStatusOfLink(committed)?.Type != PosixFileType.Regular
                || !await IsIntactAsync(committed, diffId, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            PosixFile.MakeHardLink(committed, StagedPath(diffId));
            _compressed.TakeOver(_committedCompressed, diffId);
            return _layers[diffId] = true;
        }
        catch (Exception fault) when (fault is IOException or OciException or UnauthorizedAccessException)
        {
            // Unreadable, damaged, or on a file system without hard links: the layer is written anew.
            return false;
        }
    }

    /// <summary>
    /// Whether a tar holds what its name says. Each write to a file changes its time; so a tar that still has the time given
    /// to it when it was made, which follows from its diffID, need not be read.
    /// </summary>
    private async Task<bool> IsIntactAsync(string path, Digest diffId, CancellationToken cancellationToken)
    {
        var seal = Seal(diffId);
        using var file = PosixFile.OpenRead(path);
        if (File.GetLastWriteTimeUtc(file.SafeFileHandle) == seal)
        {
            return true;
        }

        var content = await cache.OpenLayerAsync(diffId, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            await ((VerifiedStream)content).DrainAsync(cancellationToken).ConfigureAwait(false);
        }

        File.SetLastWriteTimeUtc(file.SafeFileHandle, seal);
        return true;
    }

    private async Task WriteMetadataAsync(CacheMetadata metadata, CancellationToken cancellationToken)
    {
        var path = $"{cache.Staging}/{CacheMetadata.Name}";
        using var file = PosixFile.Create(path, FileMode);
        await file.WriteAsync(Encoding.UTF8.GetBytes(metadata.ToJson() + "\n"), cancellationToken).ConfigureAwait(false);
        PosixFile.Sync(file.SafeFileHandle, path);
    }

    private void Swap()
    {
        if (PosixFile.TryExchange(cache.Staging, cache.Committed))
        {
            return;
        }

        var backup = cache.Name + "/committed-backup";
        PosixFile.Rename(cache.Committed, backup);
        try
        {
            PosixFile.Rename(cache.Staging, cache.Committed);
        }
        catch
        {
            PosixFile.Rename(backup, cache.Committed);
            throw;
        }

        PosixFile.SyncDirectory(cache.Name);
        WritableTree.Remove(backup);
    }

    private string NextPath() => string.Create(CultureInfo.InvariantCulture, $"{cache.Staging}/.{Interlocked.Increment(ref _number)}.part");

    private string StagedPath(Digest diffId) => $"{cache.Staging}/{diffId}.tar";

    private static DateTime Seal(Digest diffId)
    {
        var hash = Convert.FromHexString(diffId.Hex.AsSpan(0, 8));
        return SealEpoch.AddTicks(BinaryPrimitives.ReadUInt32BigEndian(hash) % TimeSpan.TicksPerSecond);
    }
}
