using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>
/// The files of the image, by the few file system calls of a launch: each is one or two system calls. By default they are
/// those of this container; to explain an image from outside, a folder stands for its root, and nothing leads out of it.
/// </summary>
internal readonly unsafe struct ImageFiles
{
    private const int ExecutePermission = 1;
    private const int WithEffectiveIds = 0x200;
    private const int AnyExecutePermission = 0x49;

    /// <summary>Whether the image is not this container.</summary>
    public bool IsElsewhere { get; private init; }

    private int Root { get; init; }

    private Bytes AppFolder { get; init; }

    /// <summary>The files of an image whose root is a folder that is open; relative paths begin at the application's folder.</summary>
    public static ImageFiles Below(int root, Bytes appFolder) => new() { IsElsewhere = true, Root = root, AppFolder = appFolder };

    /// <summary>
    /// What is in a folder, in the order of the names' bytes; nothing when there is no such folder. The launch fails when it
    /// cannot be read, or is no folder.
    /// </summary>
    public Sequence<FolderEntry> List(Bytes folder)
    {
        var error = TryList(folder, out var entries);
        return error == 0 ? entries : throw Fault.OfSystem("read the folder"u8, folder, error);
    }

    /// <summary>As <see cref="List"/>, but gives the system's error, or 0.</summary>
    public int TryList(Bytes folder, out Sequence<FolderEntry> entries)
    {
        entries = default;
        // What is no folder cannot be read as one; a pipe must not be waited for.
        var descriptor = Open(folder, SystemCalls.OpenReadOnly | SystemCalls.OpenNonBlocking);
        if (descriptor < 0)
        {
            return SystemCalls.LastError is var reason && reason == SystemCalls.NoSuchEntry ? 0 : reason;
        }

        var error = FolderReader.TryRead(this, descriptor, folder, ref entries);
        _ = SystemCalls.Close(descriptor);
        FolderOrder.Sort(ref entries);
        return error;
    }

    /// <summary>The content of a file; the launch fails when it cannot be read.</summary>
    public Bytes Read(Bytes path)
    {
        var error = TryRead(path, out var content);
        return error == 0 ? content : throw Fault.OfSystem("read"u8, path, error);
    }

    /// <summary>As <see cref="Read"/>, but gives the system's error, or 0.</summary>
    public int TryRead(Bytes path, out Bytes content)
    {
        content = default;
        var descriptor = Open(path, SystemCalls.OpenReadOnly);
        if (descriptor < 0)
        {
            return SystemCalls.LastError;
        }

        var error = Descriptors.TryReadToEnd(descriptor, out content);
        _ = SystemCalls.Close(descriptor);
        return error;
    }

    /// <summary>Whether there is a file or folder of this name; links are followed. The launch fails when it cannot be found out.</summary>
    public bool Exists(Bytes path)
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
    public FileType TypeOf(Bytes path)
    {
        var error = Status(path, 0, out var mode);
        return error == 0 ? Type(mode) : throw Fault.OfSystem("find"u8, path, error);
    }

    /// <summary>What kind of file this is; in this container links are not followed.</summary>
    public FileType TypeOfLink(Bytes path) => Status(path, SystemCalls.DoNotFollow, out var mode) == 0 ? Type(mode) : FileType.Unknown;

    /// <summary>Why a file cannot be executed, as the number of the system's error; 0 when it can.</summary>
    public int WhyNotExecutable(Bytes path)
    {
        if (path.IndexOf(0) >= 0)
        {
            return SystemCalls.InvalidArgument;
        }

        var error = Status(path, 0, out var mode);
        return error != 0 ? error
            : Type(mode) == FileType.Folder ? SystemCalls.IsFolder
            : IsElsewhere ? ((mode & AnyExecutePermission) != 0 ? 0 : SystemCalls.AccessDenied)
            : SystemCalls.Access(SystemCalls.AtFolder, path.Terminated(), ExecutePermission, WithEffectiveIds) == 0 ? 0
            : SystemCalls.LastError;
    }

    /// <summary>Changes the working directory, of this container alone; the launch fails when it cannot be entered.</summary>
    public void Enter(Bytes folder)
    {
        if (!IsElsewhere && SystemCalls.ChangeFolder(Descriptors.Name(folder)) < 0)
        {
            throw Fault.OfSystem("change to the folder"u8, folder, SystemCalls.LastError);
        }
    }

    /// <summary>The working directory.</summary>
    public Bytes Current()
    {
        const int longest = 4096;
        var name = IsElsewhere ? AppFolder.Terminated() : SystemCalls.CurrentFolder(Heap.Allocate(longest), longest);
        return name is null
            ? throw Fault.OfSystem("find"u8, "the working directory"u8, SystemCalls.LastError)
            : Bytes.FromTerminated(name);
    }

    private int Open(Bytes path, int flags) =>
        IsElsewhere ? Descriptors.OpenBelow(Root, Paths.IsRooted(path) ? path : Paths.Join(AppFolder, path), flags) : Descriptors.Open(path, flags);

    private int Status(Bytes path, int flags, out uint mode)
    {
        const uint typeAndMode = 3;
        const int ofDescriptor = 0x1000;
        var descriptor = IsElsewhere ? Open(path, SystemCalls.OpenPathOnly) : SystemCalls.AtFolder;
        var buffer = stackalloc byte[256];
        var failed = descriptor == -1 || (IsElsewhere
            ? SystemCalls.Status(descriptor, ((Bytes)default).Terminated(), ofDescriptor, typeAndMode, buffer)
            : SystemCalls.Status(descriptor, Descriptors.Name(path), flags, typeAndMode, buffer)) < 0;
        var error = failed ? SystemCalls.LastError : 0;
        mode = failed ? 0U : *(ushort*)(buffer + 28);
        if (descriptor >= 0)
        {
            _ = SystemCalls.Close(descriptor);
        }

        return error;
    }

    private static FileType Type(uint mode) => (FileType)(mode >> 12);
}
