using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>Opens files and reads them.</summary>
internal static unsafe class Descriptors
{
    private const int BufferSize = 2048;

    // The system takes no variable longer than 128 KiB, nor more than a few MiB together.
    private const int Longest = 16 * 1024 * 1024;

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

    /// <summary>Opens a file or folder as if a folder were the root: neither links nor ".." lead out of it.</summary>
    public static int OpenBelow(int root, Bytes path, int flags)
    {
        const nint openBelow = 437;
        const ulong asRoot = 0x10;

        // struct open_how: flags 8, mode 8, how to resolve 8.
        var how = stackalloc ulong[3];
        how[0] = (ulong)(flags | SystemCalls.OpenCloseOnExec);
        how[1] = 0;
        how[2] = asRoot;
        return (int)SystemCalls.Call(openBelow, root, Name(path), how, 3 * sizeof(ulong));
    }
}
