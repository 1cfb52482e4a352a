using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Layers.Deflate;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>
/// Gzip with an encoder of our own: the same bytes for the same content on every machine and runtime, however many
/// processors work on it. <see cref="LayerWriter"/> uses all of them, a stream the one of its thread.
/// </summary>
/// <param name="level">How hard to compress.</param>
public sealed class GzipLayerCompressor(LayerCompressionLevel level = LayerCompressionLevel.Fast) : ILayerCompressor
{
    /// <summary>How hard it compresses.</summary>
    public LayerCompressionLevel Level => level;

    /// <inheritdoc/>
    public string MediaType => MediaTypes.OciLayerGzip;

    /// <inheritdoc/>
    public string Name => $"gzip-{level switch
    {
        LayerCompressionLevel.None => "none",
        LayerCompressionLevel.Fast => "fast",
        LayerCompressionLevel.Balanced => "balanced",
        _ => "best",
    }}-{DeflateEncoder.Version}";

    /// <inheritdoc/>
    public Stream Compress(Stream output) => new GzipChunkStream(output, level);
}
