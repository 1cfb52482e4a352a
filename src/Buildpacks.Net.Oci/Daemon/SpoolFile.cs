namespace Buildpacks.Net.Oci.Daemon;

/// <summary>Files that are gone when they are closed, however this program ends.</summary>
internal static class SpoolFile
{
    public static FileStream Create(string directory)
    {
        var path = Path.Combine(directory, $"layer-{Guid.NewGuid():N}");
        try
        {
            var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Delete,
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });

            // Without a name from here on, so that nothing is left even after a crash.
            File.Delete(path);
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OciException(
                OciErrors.UnwritableSpool, $"could not keep a layer in {directory}: {error.Message.TrimEnd('.')}.", error);
        }
    }
}
