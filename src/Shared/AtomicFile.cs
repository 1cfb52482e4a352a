namespace Buildpacks.Net.Shared;

/// <summary>Writes a file so that a reader sees the old content or the new, never a part: beside it, then renamed.</summary>
internal static class AtomicFile
{
    /// <summary>Writes <paramref name="content"/>; missing folders are made. The mode (default 0666) is subject to the umask.</summary>
    public static async Task WriteAsync(
        string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken, uint mode = 0x1B6)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        PosixFile.MakeDirectories(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        try
        {
            using (var stream = PosixFile.Create(temporary, mode))
            {
                await stream.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            }

            PosixFile.Rename(temporary, path);
        }
        catch (IOException error) when (error is not PosixException)
        {
            PosixFile.RemoveTree(temporary);
            throw new IOException($"could not write {path}: {error.Message.TrimEnd('.')}", error);
        }
        catch
        {
            PosixFile.RemoveTree(temporary);
            throw;
        }
    }
}
