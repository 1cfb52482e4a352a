using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>The few file system calls of a launch; each is one or two system calls.</summary>
internal static unsafe class Files
{
    private const int ExecutePermission = 1;
    private const int WithEffectiveIds = 0x200;
    private const int DoNotFollow = 0x100;
    private const int BufferSize = 2048;

    // The system takes no variable longer than 128 KiB, nor more than a few MiB together.
    private const int Longest = 16 * 1024 * 1024;

    /// <summary>The content of a file; the launch fails when it cannot be read.</summary>
    public static Bytes Read(Bytes path)
    {
        var error = TryRead(path, out var content);
        return error == 0 ? content : throw Fault.OfSystem("read"u8, path, error);
    }

    /// <summary>As <see cref="Read"/>, but gives the system's error, or 0.</summary>
    public static int TryRead(Bytes path, out Bytes content)
    {
        content = default;
        var descriptor = Open(path, SystemCalls.OpenReadOnly);
        if (descriptor < 0)
        {
            return SystemCalls.LastError;
        }

        var error = TryReadToEnd(descriptor, out content);
        _ = SystemCalls.Close(descriptor);
        return error;
    }

    /// <summary>Everything that comes out of a descriptor until its end; gives the system's error, or 0.</summary>
    public static int TryReadToEnd(int descriptor, out Bytes content)
    {
        var buffer = stackalloc byte[BufferSize];
        BytesBuilder all = default;
        while (true)
        {
            var length = SystemCalls.Read(descriptor, buffer, BufferSize);
            if (length > 0)
            {
                all.Add(new Bytes(buffer, (int)length));
                if (all.Length > Longest)
                {
                    content = default;
                    return SystemCalls.TooLarge;
                }
            }
            else if (length == 0 || SystemCalls.LastError != SystemCalls.Interrupted)
            {
                content = all.Built;
                return length == 0 ? 0 : SystemCalls.LastError;
            }
        }
    }

    /// <summary>Whether there is a file or folder of this name; links are followed. The launch fails when it cannot be found out.</summary>
    public static bool Exists(Bytes path)
    {
        var error = Status(path, 0, out _);
        return error switch
        {
            0 => true,
            SystemCalls.NoSuchEntry => false,
            _ => throw Fault.OfSystem("find"u8, path, error),
        };
    }

    /// <summary>What kind of file this is, or, for a link, what it leads to; the launch fails when there is none.</summary>
    public static FileType TypeOf(Bytes path)
    {
        var error = Status(path, 0, out var type);
        return error == 0 ? type : throw Fault.OfSystem("find"u8, path, error);
    }

    /// <summary>What kind of file this is; links are not followed.</summary>
    public static FileType TypeOfLink(Bytes path)
    {
        _ = Status(path, DoNotFollow, out var type);
        return type;
    }

    /// <summary>Why a file cannot be executed, as the number of the system's error; 0 when it can.</summary>
    public static int WhyNotExecutable(Bytes path)
    {
        var error = path.IndexOf(0) >= 0 ? SystemCalls.InvalidArgument : Status(path, 0, out var type) is var reason && reason != 0
            ? reason
            : type == FileType.Folder ? SystemCalls.IsFolder : 0;
        return error != 0 || SystemCalls.Access(SystemCalls.AtFolder, path.Terminated(), ExecutePermission, WithEffectiveIds) == 0
            ? error
            : SystemCalls.LastError;
    }

    /// <summary>Opens a file or folder for this process alone; negative when it cannot be opened.</summary>
    public static int Open(Bytes path, int flags)
    {
        var name = Name(path);
        int descriptor;
        do
        {
            descriptor = SystemCalls.Open(name, flags | SystemCalls.OpenCloseOnExec, 0);
        }
        while (descriptor < 0 && SystemCalls.LastError == SystemCalls.Interrupted);

        return descriptor;
    }

    /// <summary>A path as the system takes it. One with a NUL in it would look for a shorter name.</summary>
    public static byte* Name(Bytes path) =>
        path.IndexOf(0) < 0 ? path.Terminated() : throw Fault.OfSystem("use the name"u8, path, SystemCalls.InvalidArgument);

    private static int Status(Bytes path, int flags, out FileType type)
    {
        const uint typeOnly = 1;
        var buffer = stackalloc byte[256];
        var failed = SystemCalls.Status(SystemCalls.AtFolder, Name(path), flags, typeOnly, buffer) < 0;
        type = failed ? FileType.Unknown : (FileType)(*(ushort*)(buffer + 28) >> 12);
        return failed ? SystemCalls.LastError : 0;
    }
}
