using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>Reads the entries of an open folder.</summary>
internal static unsafe class FolderReader
{
    private const int BufferSize = 2048;

    /// <summary>Adds the entries, in the order in which the system gives them; gives its error, or 0.</summary>
    public static int TryRead(ImageFiles files, int descriptor, Bytes folder, ref Sequence<FolderEntry> entries)
    {
        var buffer = stackalloc byte[BufferSize];
        while (true)
        {
            var length = SystemCalls.ReadFolder(descriptor, buffer, BufferSize);
            if (length <= 0)
            {
                return length == 0 ? 0 : SystemCalls.LastError;
            }

            // struct linux_dirent64: inode 8, offset 8, record length 2, type 1, then the name.
            for (nint at = 0; at < length; at += *(ushort*)(buffer + at + 16))
            {
                var name = Bytes.FromTerminated(buffer + at + 19);
                if (!name.Is("."u8) && !name.Is(".."u8))
                {
                    entries.Add(Entry(files, folder, new Bytes(name.Terminated(), name.Length), (FileType)buffer[at + 18]));
                }
            }
        }
    }

    // Some file systems do not say in the listing what an entry is.
    private static FolderEntry Entry(ImageFiles files, Bytes folder, Bytes name, FileType type) =>
        new(name, type != FileType.Unknown ? type : files.TypeOfLink(Paths.Join(folder, name)));
}
