namespace Buildpacks.Net.Oci.Layers;

/// <summary>Takes filled blocks of an archive and gives empty ones, so that content is copied only once, by the kernel.</summary>
internal interface IBlockSink
{
    /// <summary>Takes a filled block (none at the start) and gives the next: a multiple of 512 bytes long.</summary>
    ArraySegment<byte> Exchange(ArraySegment<byte> filled, int length);

    /// <summary>Takes the last block.</summary>
    void Finish(ArraySegment<byte> filled, int length);
}
