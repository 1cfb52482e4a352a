namespace Buildpacks.Net.Oci.Layers;

/// <summary>Writes each block to a stream and uses it again.</summary>
internal sealed class StreamBlockSink(Stream output) : IBlockSink
{
    private const int BlockLength = 64 * 1024;

    public ArraySegment<byte> Exchange(ArraySegment<byte> filled, int length)
    {
        if (filled.Array is null)
        {
            return new byte[BlockLength];
        }

        output.Write(filled[..length]);
        return filled;
    }

    public void Finish(ArraySegment<byte> filled, int length)
    {
        output.Write(filled[..length]);
        output.Flush();
    }
}
