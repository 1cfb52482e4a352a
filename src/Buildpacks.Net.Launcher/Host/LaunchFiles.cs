using System.Runtime.InteropServices;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>The few file system calls of a launch. Paths hold bytes (see <see cref="PosixText"/>); each call is one or two system calls.</summary>
internal static unsafe class LaunchFiles
{
    private const int ExecutePermission = 1;
    private const int WithEffectiveIds = 0x200;
    private const int InvalidArgument = 22;
    private const int TooLarge = 27;
    private const int BufferSize = 16 * 1024;

    // The system takes no variable longer than 128 KiB, nor more than a few MiB together.
    private const int Longest = 16 * 1024 * 1024;

    /// <summary>What is in a folder, in the order of the names' bytes; null when there is no such folder.</summary>
    /// <exception cref="PosixException">It cannot be read, or is no folder.</exception>
    public static List<FolderEntry>? List(string folder)
    {
        var descriptor = Open(folder, LibC.OpenReadOnly | LibC.OpenDirectory);
        if (descriptor < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error == LibC.NoSuchEntry ? null : throw new PosixException("read the folder", folder, error);
        }

        try
        {
            var entries = ReadEntries(descriptor, folder);
            entries.Sort(static (left, right) => PosixText.CompareBytes(left.Name, right.Name));
            return entries;
        }
        finally
        {
            _ = LibC.Close(descriptor);
        }
    }

    /// <summary>The content of a file.</summary>
    /// <exception cref="PosixException">It cannot be read.</exception>
    public static byte[] Read(string path)
    {
        var descriptor = Open(path, LibC.OpenReadOnly);
        if (descriptor < 0)
        {
            throw PosixException.Last("read", path);
        }

        try
        {
            return ReadToEnd(descriptor, path);
        }
        finally
        {
            _ = LibC.Close(descriptor);
        }
    }

    /// <summary>Everything that comes out of a descriptor until its end.</summary>
    /// <exception cref="PosixException">It cannot be read.</exception>
    public static byte[] ReadToEnd(int descriptor, string name)
    {
        var start = stackalloc byte[BufferSize];
        byte[] content = [];
        var count = 0;
        while (true)
        {
            var length = (int)LibC.Read(descriptor, start, BufferSize);
            if (length == 0)
            {
                return count == content.Length ? content : content[..count];
            }

            if (count + length > Longest)
            {
                throw new PosixException("read", name, TooLarge);
            }

            if (length > 0)
            {
                content = WithRoom(content, count, length);
                new ReadOnlySpan<byte>(start, length).CopyTo(content.AsSpan(count));
                count += length;
            }
            else if (Marshal.GetLastPInvokeError() != LibC.Interrupted)
            {
                throw PosixException.Last("read", name);
            }
        }
    }

    /// <summary>Whether there is a file or folder of this name; links are followed.</summary>
    /// <exception cref="PosixException">It cannot be found out.</exception>
    public static bool Exists(string path)
    {
        var error = Status(path, out _);
        return error switch
        {
            0 => true,
            LibC.NoSuchEntry => false,
            _ => throw new PosixException("find", path, error),
        };
    }

    /// <summary>What kind of file this is, or, for a link, what it leads to.</summary>
    /// <exception cref="PosixException">There is no such file, or it cannot be found out.</exception>
    public static PosixFileType TypeOf(string path)
    {
        var error = Status(path, out var type);
        return error == 0 ? type : throw new PosixException("find", path, error);
    }

    /// <summary>Why a file cannot be executed, as the number of the system's error; 0 when it can.</summary>
    public static int WhyNotExecutable(string path)
    {
        var error = Status(path, out var type);
        if (error != 0)
        {
            return error;
        }

        if (type == PosixFileType.Directory)
        {
            return LibC.IsDirectory;
        }

        fixed (byte* name = Terminated(path))
        {
            return LibC.AccessAt(LibC.AtFdCwd, name, ExecutePermission, WithEffectiveIds) == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
    }

    /// <summary>Changes the working directory.</summary>
    /// <exception cref="PosixException">It cannot be entered.</exception>
    public static void Enter(string folder)
    {
        fixed (byte* name = Terminated(folder))
        {
            if (LibC.ChangeDirectory(name) < 0)
            {
                throw PosixException.Last("change to the folder", folder);
            }
        }
    }

    /// <summary>The working directory.</summary>
    /// <exception cref="PosixException">It has been removed, or is too deep.</exception>
    public static string CurrentFolder()
    {
        const int longest = 4096;
        var buffer = stackalloc byte[longest];
        return LibC.CurrentDirectory(buffer, longest) is null
            ? throw PosixException.Last("find", "the working directory")
            : PosixText.Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(buffer));
    }

    // The system knows no such names; asking it would look for a shorter one.
    private static byte[] Terminated(string path) => path.Contains('\0', StringComparison.Ordinal)
        ? throw new PosixException("use the name", path, InvalidArgument)
        : PosixText.EncodeTerminated(path);

    private static byte[] WithRoom(byte[] content, int used, int more)
    {
        if (content.Length < used + more)
        {
            Array.Resize(ref content, used == 0 ? more : Math.Max(used + more, 2 * used));
        }

        return content;
    }

    private static int Open(string path, int flags)
    {
        fixed (byte* name = Terminated(path))
        {
            int descriptor;
            do
            {
                descriptor = LibC.Open(name, flags | LibC.OpenCloseOnExec, 0);
            }
            while (descriptor < 0 && Marshal.GetLastPInvokeError() == LibC.Interrupted);

            return descriptor;
        }
    }

    private static int Status(string path, out PosixFileType type)
    {
        const uint typeOnly = 1;
        var buffer = stackalloc byte[256];
        fixed (byte* name = Terminated(path))
        {
            var failed = LibC.StatX(LibC.AtFdCwd, name, 0, typeOnly, buffer) < 0;
            type = failed ? default : (PosixFileType)(*(ushort*)(buffer + 28) >> 12);
            return failed ? Marshal.GetLastPInvokeError() : 0;
        }
    }

    private static List<FolderEntry> ReadEntries(int descriptor, string folder)
    {
        var entries = new List<FolderEntry>();
        var start = stackalloc byte[BufferSize];
        while (true)
        {
            var length = LibC.GetDirectoryEntries(descriptor, start, BufferSize);
            if (length < 0)
            {
                throw PosixException.Last("read the folder", folder);
            }

            if (length == 0)
            {
                return entries;
            }

            // struct linux_dirent64: inode 8, offset 8, record length 2, type 1, then the name.
            for (nint at = 0; at < length; at += *(ushort*)(start + at + 16))
            {
                var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(start + at + 19);
                if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                {
                    entries.Add(Entry(folder, PosixText.Decode(name), (PosixFileType)start[at + 18]));
                }
            }
        }
    }

    // Some file systems do not say in the listing what an entry is.
    private static FolderEntry Entry(string folder, string name, PosixFileType type) =>
        new(name, type != 0 ? type : PosixFile.TryStatusOfLink(folder + "/" + name)?.Type ?? 0);
}
