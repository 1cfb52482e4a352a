namespace Buildpacks.Net.Oci.Layers;

/// <summary>
/// Makes layers in one pass: content → tar → digest of the tar (diffID) → gzip → digest → spool file, with bounded
/// memory. Safe for concurrent use.
/// </summary>
public sealed class LayerWriter
{
    /// <summary>Makes a writer.</summary>
    /// <param name="compressor">How layers are compressed; null for gzip.</param>
    public LayerWriter(ILayerCompressor? compressor = null) => _ = compressor;

    /// <summary>Writes a layer to a spool file.</summary>
    /// <param name="content">What is in the layer.</param>
    /// <param name="path">The spool file, created or replaced; removed again when this fails.</param>
    /// <param name="tarCopy">Where the uncompressed tar is written as well, or null; not disposed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OciException"><see cref="OciErrors.UnreadableSource"/>: a file could not be read.</exception>
    public Task<BuiltLayer> WriteAsync(
        ILayerContent content, string path, Stream? tarCopy = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Computes a layer's diffID without compressing or storing it.</summary>
    public Task<LayerDigest> ComputeDigestAsync(
        ILayerContent content, Stream? tarCopy = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
