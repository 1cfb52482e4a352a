using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Untouched;

/// <summary>Records layers that were just restored. A record that cannot be made is none: the exporter then reads the layer.</summary>
/// <param name="layersDirectory">The layers folder.</param>
internal sealed class LayerRecording(string layersDirectory)
{
    private const uint FileMode = 0x180;
    private const int Attempts = 100;

    // Reading less than this takes no longer than recording it.
    private const long SmallestArchive = 64 * 1024;

    /// <summary>Forgets what was recorded before.</summary>
    public void Clear() => WritableTree.Remove($"{layersDirectory}/{LayerRecord.FolderName}");

    /// <summary>Records a layer.</summary>
    /// <param name="place">Its folder.</param>
    /// <param name="archive">What was seen of its archive.</param>
    /// <param name="diffId">The archive's diffID.</param>
    /// <param name="size">The archive's length in bytes.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public void Record(string place, RestoredArchive archive, Digest diffId, long size, CancellationToken cancellationToken)
    {
        if (size < SmallestArchive || archive.Owner is not { } owner)
        {
            return;
        }

        var path = LayerRecord.PathOf(layersDirectory, place);
        try
        {
            var files = RecordedFiles.Take(place, out var newest, cancellationToken);
            if (files?.Count == archive.Count)
            {
                PosixFile.MakeDirectories(path[..path.LastIndexOf('/')]);
                Write(path, new LayerRecord(diffId, size, owner, archive.Parents, files).ToBytes(), newest, cancellationToken);
            }
        }
        catch (IOException)
        {
            // A part of it is rejected by its digest.
        }
    }

    /// <summary>
    /// Writes the record when the clock of the file system has moved on: from then on nobody can change a file and leave it
    /// the ctime that was recorded.
    /// </summary>
    private static void Write(string path, byte[] record, long newest, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            using (var file = PosixFile.Create(path, FileMode))
            {
                file.Write(record);
            }

            if (PosixFile.StatusOfLink(path).ChangedNanoseconds > newest)
            {
                return;
            }

            cancellationToken.WaitHandle.WaitOne(1);
        }

        PosixFile.Remove(path);
    }
}
