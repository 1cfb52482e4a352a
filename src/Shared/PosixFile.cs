using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Buildpacks.Net.Shared;

/// <summary>File system calls with names that need not be UTF-8 (see <see cref="PosixText"/>) and with exact modes.</summary>
internal static unsafe class PosixFile
{
    /// <summary>The status of a file, or null when there is none; links are not followed.</summary>
    public static PosixFileStatus? TryStatusOfLink(string path) => TryStatus(path, LibC.AtSymlinkNoFollow);

    /// <summary>The status of a file, or null when there is none; links are followed.</summary>
    public static PosixFileStatus? TryStatus(string path) => TryStatus(path, 0);

    /// <summary>
    /// The status of a file whose path ends with a NUL, or null when it cannot be had for whatever reason; links are not
    /// followed. For very many files: nothing is allocated.
    /// </summary>
    public static PosixFileStatus? TryStatusOfLink(ReadOnlySpan<byte> terminatedPath) =>
        TryStatus(terminatedPath, LibC.AtSymlinkNoFollow, out _);

    /// <summary>The status of a file that must be there; links are not followed.</summary>
    public static PosixFileStatus StatusOfLink(string path) =>
        TryStatusOfLink(path) ?? throw new PosixException("read the status of", path, LibC.NoSuchEntry);

    /// <summary>The status of a file that must be there and whose path ends with a NUL; links are not followed.</summary>
    public static PosixFileStatus StatusOfLink(ReadOnlySpan<byte> terminatedPath) =>
        TryStatus(terminatedPath, LibC.AtSymlinkNoFollow, out var error)
        ?? throw new PosixException("read the status of", PosixText.Decode(terminatedPath[..^1]), error);

    /// <summary>The names in a directory without "." and "..", sorted by their bytes.</summary>
    public static List<string> ReadDirectory(string path)
    {
        using var names = DirectoryNames.Read(PosixText.EncodeTerminated(path));
        var texts = new List<string>(names.Count);
        for (var i = 0; i < names.Count; i++)
        {
            texts.Add(PosixText.Decode(names[i]));
        }

        return texts;
    }

    /// <summary>The target of a symbolic link, exactly as stored.</summary>
    public static string ReadLink(string path)
    {
        fixed (byte* name = PosixText.EncodeTerminated(path))
        {
            for (var size = 256; ; size *= 4)
            {
                var buffer = new byte[size];
                fixed (byte* target = buffer)
                {
                    var length = LibC.ReadLink(name, target, (nuint)size);
                    if (length < 0)
                    {
                        throw PosixException.Last("read the link", path);
                    }

                    if (length < size)
                    {
                        return PosixText.Decode(buffer.AsSpan(0, (int)length));
                    }
                }
            }
        }
    }

    /// <summary>Opens a file for reading.</summary>
    public static FileStream OpenRead(string path) =>
        new(OpenHandle(path, LibC.OpenReadOnly, 0), FileAccess.Read, bufferSize: 0);

    /// <summary>Creates or truncates a file for writing. The mode is subject to the umask; a link in its place is refused.</summary>
    public static FileStream Create(string path, uint mode) =>
        new(
            OpenHandle(path, LibC.OpenWriteOnly | LibC.OpenCreate | LibC.OpenTruncate | LibC.OpenNoFollow, mode),
            FileAccess.Write,
            bufferSize: 0);

    /// <summary>Opens a file with the flags of open(2); the descriptor is closed on exec.</summary>
    public static SafeFileHandle OpenHandle(string path, int flags, uint mode)
    {
        fixed (byte* name = PosixText.EncodeTerminated(path))
        {
            var descriptor = LibC.Open(name, flags | LibC.OpenCloseOnExec, mode);
            return descriptor < 0
                ? throw PosixException.Last("open", path)
                : new SafeFileHandle(descriptor, ownsHandle: true);
        }
    }

    /// <summary>Makes one directory; the mode is subject to the umask.</summary>
    public static void MakeDirectory(string path, uint mode = 0x1FF) =>
        Check(path, "make the directory", name => LibC.MakeDirectory(name, mode));

    /// <summary>Makes a directory and those above it, where they are not there yet; the mode is subject to the umask.</summary>
    public static void MakeDirectories(string path)
    {
        if (TryStatus(path) is { Type: PosixFileType.Directory })
        {
            return;
        }

        var slash = path.TrimEnd('/').LastIndexOf('/');
        if (slash > 0)
        {
            MakeDirectories(path[..slash]);
        }

        try
        {
            MakeDirectory(path);
        }
        catch (PosixException) when (TryStatus(path) is { Type: PosixFileType.Directory })
        {
            // Somebody else was quicker.
        }
    }

    /// <summary>Makes a symbolic link.</summary>
    public static void MakeLink(string target, string path)
    {
        fixed (byte* to = PosixText.EncodeTerminated(target))
        {
            var pinned = to;
            Check(path, "make the link", name => LibC.SymbolicLink(pinned, name));
        }
    }

    /// <summary>Makes a further name of an existing file.</summary>
    public static void MakeHardLink(string existing, string path)
    {
        fixed (byte* from = PosixText.EncodeTerminated(existing))
        {
            var pinned = from;
            Check(path, "make the hard link", name => LibC.HardLink(pinned, name));
        }
    }

    /// <summary>Renames, replacing what is there.</summary>
    public static void Rename(string from, string to)
    {
        fixed (byte* target = PosixText.EncodeTerminated(to))
        {
            var pinned = target;
            Check(from, "rename", name => LibC.Rename(name, pinned));
        }
    }

    /// <summary>Swaps two names at once. False where the file system cannot, or one of them is not there.</summary>
    public static bool TryExchange(string left, string right)
    {
        const uint exchange = 2;
        fixed (byte* from = PosixText.EncodeTerminated(left))
        {
            fixed (byte* to = PosixText.EncodeTerminated(right))
            {
                return LibC.RenameAt(LibC.AtFdCwd, from, LibC.AtFdCwd, to, exchange) == 0;
            }
        }
    }

    /// <summary>Returns once the content of an open file is on the disk.</summary>
    public static void Sync(SafeFileHandle file, string path)
    {
        var added = false;
        try
        {
            file.DangerousAddRef(ref added);
            if (LibC.Sync((int)file.DangerousGetHandle()) < 0)
            {
                throw PosixException.Last("write to the disk", path);
            }
        }
        finally
        {
            if (added)
            {
                file.DangerousRelease();
            }
        }
    }

    /// <summary>Returns once the names in a directory are on the disk.</summary>
    public static void SyncDirectory(string path)
    {
        using var directory = OpenHandle(path, LibC.OpenReadOnly | LibC.OpenDirectory, 0);
        Sync(directory, path);
    }

    /// <summary>Sets the low twelve bits of the mode; follows links.</summary>
    public static void ChangeMode(string path, uint mode) =>
        Check(path, "change the mode of", name => LibC.ChangeMode(name, mode));

    /// <summary>Sets the low twelve bits of the mode of an open file.</summary>
    public static void ChangeMode(SafeFileHandle file, string path, uint mode)
    {
        var added = false;
        try
        {
            file.DangerousAddRef(ref added);
            if (LibC.ChangeModeOf((int)file.DangerousGetHandle(), mode) < 0)
            {
                throw PosixException.Last("change the mode of", path);
            }
        }
        finally
        {
            if (added)
            {
                file.DangerousRelease();
            }
        }
    }

    /// <summary>Makes a named pipe; the mode is subject to the umask.</summary>
    public static void MakeFifo(string path, uint mode) =>
        Check(path, "make the named pipe", name => LibC.MakeNode(name, ((uint)PosixFileType.Fifo << 12) | mode, 0));

    /// <summary>Sets owner and group; does not follow links.</summary>
    public static void ChangeOwner(string path, uint uid, uint gid) =>
        Check(path, "change the owner of", name => LibC.ChangeOwner(name, uid, gid));

    /// <summary>Whether this process may make files in a directory.</summary>
    public static bool IsWritable(string directory)
    {
        const int writeAndSearch = 3;
        fixed (byte* name = PosixText.EncodeTerminated(directory))
        {
            return LibC.Access(name, writeAndSearch) == 0;
        }
    }

    /// <summary>Removes a file or link.</summary>
    public static void Remove(string path) => Check(path, "remove", name => LibC.Unlink(name));

    /// <summary>Removes a file, a link or a whole directory, if it is there. Links in it are removed, not followed.</summary>
    public static void RemoveTree(string path)
    {
        if (TryStatusOfLink(path) is not { } status)
        {
            return;
        }

        if (status.Type != PosixFileType.Directory)
        {
            Remove(path);
            return;
        }

        foreach (var name in ReadDirectory(path))
        {
            RemoveTree(path + "/" + name);
        }

        Check(path, "remove", name => LibC.RemoveDirectory(name));
    }

    private delegate int PathCall(byte* path);

    private static void Check(string path, string action, PathCall call)
    {
        fixed (byte* name = PosixText.EncodeTerminated(path))
        {
            if (call(name) < 0)
            {
                throw PosixException.Last(action, path);
            }
        }
    }

    private static PosixFileStatus? TryStatus(string path, int flags)
    {
        var status = TryStatus(PosixText.EncodeTerminated(path), flags, out var error);
        return status is not null || error is LibC.NoSuchEntry or LibC.NotDirectory
            ? status
            : throw new PosixException("read the status of", path, error);
    }

    private static PosixFileStatus? TryStatus(ReadOnlySpan<byte> terminatedPath, int flags, out int error)
    {
        const uint basicStatus = 0x7FF;
        var buffer = stackalloc byte[256];
        error = 0;
        fixed (byte* name = terminatedPath)
        {
            if (LibC.StatX(LibC.AtFdCwd, name, flags, basicStatus, buffer) < 0)
            {
                error = Marshal.GetLastPInvokeError();
                return null;
            }
        }

        // struct statx has the same layout on every architecture.
        var mode = *(ushort*)(buffer + 28);
        return new PosixFileStatus(
            (PosixFileType)(mode >> 12),
            (uint)mode & 0xFFF,
            *(uint*)(buffer + 20),
            *(uint*)(buffer + 24),
            *(long*)(buffer + 40),
            *(uint*)(buffer + 16),
            ((ulong)*(uint*)(buffer + 136) << 32) | *(uint*)(buffer + 140),
            *(ulong*)(buffer + 32),
            Nanoseconds(buffer + 112),
            Nanoseconds(buffer + 96),
            *(uint*)(buffer + 128),
            *(uint*)(buffer + 132));
    }

    private static long Nanoseconds(byte* time) => (*(long*)time * 1_000_000_000) + *(uint*)(time + 8);
}
