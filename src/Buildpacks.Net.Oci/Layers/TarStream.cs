namespace Buildpacks.Net.Oci.Layers;

/// <summary>A tar that is there already, on its way into a layer.</summary>
internal static class TarStream
{
    /// <summary>Hands it over block by block. Blocks are as full as those of a tar that is being written, so that equal tars are equal layers.</summary>
    public static void CopyTo(Stream tar, IBlockSink sink, CancellationToken cancellationToken)
    {
        var block = sink.Exchange(default, 0);
        var used = 0;
        while (tar.ReadByte() is var next and >= 0)
        {
            if (used == block.Count)
            {
                block = sink.Exchange(block, used);
                used = 0;
            }

            block[used++] = (byte)next;
            used += Fill(tar, block.AsSpan(used), cancellationToken);
        }

        sink.Finish(block, used);
    }

    private static int Fill(Stream tar, Span<byte> room, CancellationToken cancellationToken)
    {
        var count = 0;
        while (count < room.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = tar.Read(room[count..]);
            if (read == 0)
            {
                break;
            }

            count += read;
        }

        return count;
    }
}
