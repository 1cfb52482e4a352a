namespace Buildpacks.Net.Oci.Layers;

/// <summary>Writes each block to a stream and uses it again.</summary>
internal sealed class StreamBlockSink(Stream output) : IBlockSink
{
    private const int BlockLength = 64 * 1024;

    public byte[] Exchange(byte[]? filled, int length)
    {
        if (filled is null)
        {
            return new byte[BlockLength];
        }

        output.Write(filled, 0, length);
        return filled;
    }

    public void Finish(byte[] filled, int length)
    {
        output.Write(filled, 0, length);
        output.Flush();
    }
}
