namespace Buildpacks.Net.Oci.Layers;

/// <summary>A tar that is there already, on its way into a layer.</summary>
internal static class TarStream
{
    /// <summary>Hands it over block by block. Blocks are as full as those of a tar that is being written, so that equal tars are equal layers.</summary>
    public static void CopyTo(Stream tar, IBlockSink sink, CancellationToken cancellationToken)
    {
        var block = sink.Exchange(default, 0);
        var used = 0;
        Span<byte> next = stackalloc byte[1];
        while (Fill(tar, next, cancellationToken) > 0)
        {
            if (used == block.Count)
            {
                block = sink.Exchange(block, used);
                used = 0;
            }

            block[used++] = next[0];
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
            var read = Read(tar, room[count..]);
            if (read == 0)
            {
                break;
            }

            count += read;
        }

        return count;
    }

    private static int Read(Stream tar, Span<byte> room)
    {
        try
        {
            return tar.Read(room);
        }
        catch (IOException error)
        {
            throw new OciException(OciErrors.UnreadableSource, $"could not read the tar of a layer: {error.Message}", error);
        }
    }
}
