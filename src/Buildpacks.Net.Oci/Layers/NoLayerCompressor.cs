using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>Leaves layers uncompressed, as a daemon wants them.</summary>
public sealed class NoLayerCompressor : ILayerCompressor
{
    /// <inheritdoc/>
    public string MediaType => MediaTypes.OciLayer;

    /// <inheritdoc/>
    public string Name => "tar";

    /// <inheritdoc/>
    public Stream Compress(Stream output) => new LeftOpen(output);

    /// <summary>The output itself, left open when this is disposed.</summary>
    private sealed class LeftOpen(Stream output) : WriteOnlyStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => output.Write(buffer);

        public override void Flush() => output.Flush();
    }
}
