using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Caching;

/// <summary>
/// The compressed forms of cached layers in a cache folder: <c>DIFFID.COMPRESSOR.DIGEST</c> beside <c>DIFFID.tar</c>, so that the
/// name says all there is to know. A compressor's name changes with the bytes it gives, so what is found is what compressing the
/// layer again would give. Lifecycles of other makers neither read these files nor keep them.
/// </summary>
/// <param name="folder">The folder that layers are in.</param>
internal sealed class CompressedLayers(string folder)
{
    // Compressing less than this takes no longer than finding it.
    private const long SmallestTar = 64 * 1024;

    /// <summary>Finds the compressed form of a layer and verifies it.</summary>
    /// <returns>What names it, and its file; null when there is none that is intact.</returns>
    public async Task<FileBlob?> FindAsync(Digest diffId, ILayerCompressor compressor, CancellationToken cancellationToken)
    {
        var prefix = $"{diffId}.{compressor.Name}.";
        foreach (var name in NamesOf(diffId).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var path = $"{folder}/{name}";
            if (!Digest.TryParse(name[prefix.Length..], out var digest) || PosixFile.TryStatusOfLink(path) is not { Type: PosixFileType.Regular } status)
            {
                continue;
            }

            var blob = new FileBlob(path, new Descriptor(compressor.MediaType, digest, status.Size));
            if (await IsIntactAsync(blob, cancellationToken).ConfigureAwait(false))
            {
                return blob;
            }
        }

        return null;
    }

    /// <summary>Keeps the compressed form of a layer, and no other of that layer. One that cannot be kept is compressed again next time.</summary>
    public void Keep(BuiltLayer layer, ILayerCompressor compressor)
    {
        if (layer.UncompressedSize < SmallestTar || compressor is NoLayerCompressor)
        {
            return;
        }

        var path = $"{folder}/{layer.DiffId}.{compressor.Name}.{layer.Digest}";
        try
        {
            foreach (var name in NamesOf(layer.DiffId))
            {
                PosixFile.Remove($"{folder}/{name}");
            }

            LinkedFile.Make(layer.Path, path);
        }
        catch (IOException)
        {
            PosixFile.RemoveTree(path);
        }
    }

    /// <summary>Takes over the compressed form of a layer from another folder.</summary>
    public void TakeOver(CompressedLayers other, Digest diffId)
    {
        foreach (var name in other.NamesOf(diffId))
        {
            try
            {
                PosixFile.MakeHardLink(other.PathOf(name), PathOf(name));
            }
            catch (IOException)
            {
                // Compressed again when it is needed.
            }
        }
    }

    private string PathOf(string name) => $"{folder}/{name}";

    private List<string> NamesOf(Digest diffId) =>
        [.. PosixFile.ReadDirectory(folder).Where(name => name.StartsWith($"{diffId}.", StringComparison.Ordinal) && !name.EndsWith(".tar", StringComparison.Ordinal))];

    private static async Task<bool> IsIntactAsync(FileBlob blob, CancellationToken cancellationToken)
    {
        try
        {
            var content = await blob.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                await ((VerifiedStream)content).DrainAsync(cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        catch (Exception fault) when (fault is IOException or OciException)
        {
            return false;
        }
    }
}
