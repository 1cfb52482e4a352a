using System.IO.Compression;

namespace Buildpacks.Net.Oci.Content;

/// <summary>Compressed content, read uncompressed. Its end is verified with the compressed content's.</summary>
/// <param name="Blob">The compressed content.</param>
/// <param name="Descriptor">Names it; the media type tells the compression.</param>
internal sealed record DecompressedBlob(IBlobSource Blob, Descriptor Descriptor) : IBlobSource
{
    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(CancellationToken cancellationToken = default)
    {
        var type = Descriptor.MediaType;
        var stream = await Blob.OpenAsync(cancellationToken).ConfigureAwait(false);
        return type.EndsWith("gzip", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress)
            : type.EndsWith("zstd", StringComparison.Ordinal) ? new ZstdContent(stream)
            : stream;
    }
}
