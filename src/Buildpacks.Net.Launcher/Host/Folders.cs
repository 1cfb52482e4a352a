using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>Listing folders.</summary>
internal static unsafe class Folders
{
    private const int BufferSize = 2048;

    /// <summary>
    /// What is in a folder, in the order of the names' bytes; nothing when there is no such folder. The launch fails when it
    /// cannot be read, or is no folder.
    /// </summary>
    public static Sequence<FolderEntry> List(Bytes folder)
    {
        var error = TryList(folder, out var entries);
        return error == 0 ? entries : throw Fault.OfSystem("read the folder"u8, folder, error);
    }

    /// <summary>As <see cref="List"/>, but gives the system's error, or 0.</summary>
    public static int TryList(Bytes folder, out Sequence<FolderEntry> entries)
    {
        entries = default;
        var descriptor = Files.Open(folder, SystemCalls.OpenReadOnly | SystemCalls.OpenFolder);
        if (descriptor < 0)
        {
            return SystemCalls.LastError is var reason && reason == SystemCalls.NoSuchEntry ? 0 : reason;
        }

        var error = Read(descriptor, folder, ref entries);
        _ = SystemCalls.Close(descriptor);
        Sort(ref entries);
        return error;
    }

    /// <summary>Changes the working directory; the launch fails when it cannot be entered.</summary>
    public static void Enter(Bytes folder)
    {
        if (SystemCalls.ChangeFolder(Files.Name(folder)) < 0)
        {
            throw Fault.OfSystem("change to the folder"u8, folder, SystemCalls.LastError);
        }
    }

    /// <summary>The working directory.</summary>
    public static Bytes Current()
    {
        const int longest = 4096;
        var name = SystemCalls.CurrentFolder(Heap.Allocate(longest), longest);
        return name is null
            ? throw Fault.OfSystem("find"u8, "the working directory"u8, SystemCalls.LastError)
            : Bytes.FromTerminated(name);
    }

    private static int Read(int descriptor, Bytes folder, ref Sequence<FolderEntry> entries)
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
                    entries.Add(Entry(folder, new Bytes(name.Terminated(), name.Length), (FileType)buffer[at + 18]));
                }
            }
        }
    }

    // Some file systems do not say in the listing what an entry is.
    private static FolderEntry Entry(Bytes folder, Bytes name, FileType type) =>
        new(name, type != FileType.Unknown ? type : Files.TypeOfLink(Paths.Join(folder, name)));

    // Heapsort: no recursion, and no input makes it slow.
    private static void Sort(ref Sequence<FolderEntry> entries)
    {
        for (var root = (entries.Count / 2) - 1; root >= 0; root--)
        {
            SiftDown(ref entries, root, entries.Count);
        }

        for (var end = entries.Count - 1; end > 0; end--)
        {
            (entries[0], entries[end]) = (entries[end], entries[0]);
            SiftDown(ref entries, 0, end);
        }
    }

    private static void SiftDown(ref Sequence<FolderEntry> entries, int root, int end)
    {
        while ((2 * root) + 1 < end)
        {
            var child = (2 * root) + 1;
            if (child + 1 < end && entries[child].Name.CompareTo(entries[child + 1].Name) < 0)
            {
                child++;
            }

            if (entries[root].Name.CompareTo(entries[child].Name) >= 0)
            {
                return;
            }

            (entries[root], entries[child]) = (entries[child], entries[root]);
            root = child;
        }
    }
}
