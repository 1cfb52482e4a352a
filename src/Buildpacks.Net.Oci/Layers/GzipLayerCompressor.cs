using System.IO.Compression;
using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>
/// Gzip through the runtime's zlib: the same bytes for the same input on one machine and runtime, not between them.
/// </summary>
/// <param name="level">How hard to compress; the fastest costs about a tenth in size.</param>
public sealed class GzipLayerCompressor(CompressionLevel level = CompressionLevel.Fastest) : ILayerCompressor
{
    /// <inheritdoc/>
    public string MediaType => MediaTypes.OciLayerGzip;

    /// <inheritdoc/>
    public Stream Compress(Stream output) => new GZipStream(output, level, leaveOpen: true);
}
