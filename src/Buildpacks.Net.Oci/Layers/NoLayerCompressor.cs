using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>Leaves layers uncompressed, as a daemon wants them.</summary>
public sealed class NoLayerCompressor : ILayerCompressor
{
    /// <inheritdoc/>
    public string MediaType => MediaTypes.OciLayer;

    /// <inheritdoc/>
    public Stream Compress(Stream output) => new LeftOpen(output);

    /// <summary>The output itself, left open when this is disposed.</summary>
    private sealed class LeftOpen(Stream output) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer) => output.Write(buffer);

        public override void Write(byte[] buffer, int offset, int count) => output.Write(buffer, offset, count);

        public override void Flush() => output.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
