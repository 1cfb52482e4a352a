using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layout;

/// <summary>The blobs of a layout: <c>blobs/algorithm/hex</c>.</summary>
internal sealed class LayoutBlobs(string directory)
{
    private const int ParallelCopies = 4;
    private const string TemporaryPrefix = ".new-";

    public string PathOf(Digest digest) => $"{directory}/blobs/{digest.Algorithm}/{digest.Hex}";

    /// <summary>A blob's content; null when it is not here.</summary>
    public IBlobSource? TryOpen(Descriptor descriptor)
    {
        var path = PathOf(descriptor.Digest);
        return PosixFile.TryStatus(path) is null ? null : new FileBlob(path, descriptor);
    }

    /// <summary>Reads a manifest, index or config, and verifies it.</summary>
    public async Task<byte[]> ReadDocumentAsync(Descriptor descriptor, CancellationToken cancellationToken)
    {
        var path = PathOf(descriptor.Digest);
        var blob = TryOpen(descriptor) ?? throw new OciException(
            OciErrors.MissingBlob, $"could not read the image layout {directory}: {path} is missing.");
        var stream = await blob.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return await PooledCopy.ReadDocumentAsync(
                stream, JsonDocumentReader.MaximumSize, path, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes the layers that are not here yet, several at a time.</summary>
    public async Task WriteLayersAsync(
        IReadOnlyList<ImageLayer> layers, bool sparse, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = ParallelCopies,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            layers.DistinctBy(layer => layer.Descriptor?.Digest),
            options,
            (layer, token) => WriteLayerAsync(layer, sparse, token)).ConfigureAwait(false);
    }

    /// <summary>Writes a blob that is not here yet. It appears whole and verified, or not at all.</summary>
    public async ValueTask WriteAsync(Descriptor descriptor, IBlobSource source, CancellationToken cancellationToken)
    {
        var path = PathOf(descriptor.Digest);
        if (PosixFile.TryStatus(path) is { } status && status.Size == descriptor.Size)
        {
            return;
        }

        var folder = $"{directory}/blobs/{descriptor.Digest.Algorithm}";
        System.IO.Directory.CreateDirectory(folder);
        var temporary = $"{folder}/{TemporaryPrefix}{Guid.NewGuid():N}";
        try
        {
            await (source is FileBlob { IsFresh: true } fresh
                ? Task.Run(() => LinkedFile.Make(fresh.Path, temporary), cancellationToken)
                : CopyAsync(descriptor, source, temporary, cancellationToken)).ConfigureAwait(false);
            PosixFile.Rename(temporary, path);
        }
        finally
        {
            PosixFile.RemoveTree(temporary);
        }
    }

    /// <summary>Removes all blobs but these, and what interrupted writers left behind.</summary>
    /// <returns>How many bytes that freed.</returns>
    public long RemoveExcept(HashSet<Digest> named)
    {
        var freed = 0L;
        var root = $"{directory}/blobs";
        foreach (var algorithm in PosixFile.TryStatus(root) is null ? [] : PosixFile.ReadDirectory(root))
        {
            foreach (var name in PosixFile.ReadDirectory($"{root}/{algorithm}"))
            {
                if (!Digest.TryParse($"{algorithm}:{name}", out var digest) || !named.Contains(digest))
                {
                    var path = $"{root}/{algorithm}/{name}";
                    freed += PosixFile.StatusOfLink(path).Size;
                    PosixFile.RemoveTree(path);
                }
            }
        }

        return freed;
    }

    private async ValueTask WriteLayerAsync(ImageLayer layer, bool sparse, CancellationToken cancellationToken)
    {
        if (TryOpen(layer.Descriptor!) is not null || (layer.Blob is null && sparse))
        {
            return;
        }

        var source = layer.Blob ?? throw new OciException(
            OciErrors.MissingBlob,
            $"could not write layer {layer.DiffId} to {directory}: its content is not in the place it was found in.");
        await WriteAsync(layer.Descriptor!, source, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CopyAsync(
        Descriptor descriptor, IBlobSource source, string path, CancellationToken cancellationToken)
    {
        var stream = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        var verified = stream as VerifiedStream
            ?? new VerifiedStream(stream, descriptor.Digest, descriptor.Size, $"blob {descriptor.Digest}");
        await using (verified.ConfigureAwait(false))
        {
            using var file = PosixFile.Create(path, 0x1B6);
            await PooledCopy.CopyAsync(verified, file, cancellationToken).ConfigureAwait(false);
        }
    }
}
