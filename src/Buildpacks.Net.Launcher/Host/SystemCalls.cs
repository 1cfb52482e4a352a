using System.Runtime.InteropServices;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>
/// The functions of the C library that a launch needs; they are linked in. Errors are in <see cref="LastError"/>. Flags and numbers are
/// only those that x64 and arm64 have in common.
/// </summary>
internal static unsafe class SystemCalls
{
    public const int AtFolder = -100;
    public const int OpenReadOnly = 0;
    public const int OpenReadWrite = 2;
    public const int OpenNonBlocking = 0x800;
    public const int OpenPathOnly = 0x200000;
    public const int DoNotFollow = 0x100;
    public const int OpenCloseOnExec = 0x80000;

    public const int NoSuchEntry = 2;
    public const int Interrupted = 4;
    public const int ListTooLong = 7;
    public const int ExecFormat = 8;
    public const int NoChild = 10;
    public const int AccessDenied = 13;
    public const int IsFolder = 21;
    public const int InvalidArgument = 22;
    public const int TooLarge = 27;

    /// <summary>The error of the call that has just failed.</summary>
    public static int LastError => Marshal.GetLastPInvokeError();

    [DllImport("libc", EntryPoint = "malloc")]
    public static extern void* Allocate(nuint size);

    [DllImport("libc", EntryPoint = "realloc")]
    public static extern void* Reallocate(void* memory, nuint size);

    [DllImport("libc", EntryPoint = "memcpy")]
    public static extern void* CopyMemory(void* to, void* from, nuint size);

    [DllImport("libc", EntryPoint = "memcmp")]
    public static extern int CompareMemory(void* left, void* right, nuint size);

    [DllImport("libc", EntryPoint = "strerror")]
    public static extern byte* DescribeError(int error);

    [DllImport("libc", EntryPoint = "_exit")]
    public static extern void Exit(int code);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    public static extern int Open(byte* path, int flags, uint mode);

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static extern nint Call(nint number, nint first, void* second, void* third, nint fourth);

    [DllImport("libc", EntryPoint = "close")]
    public static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    public static extern nint Read(int descriptor, byte* buffer, nuint count);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    public static extern nint Write(int descriptor, byte* buffer, nuint count);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static extern int Control(int descriptor, int command);

    [DllImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    public static extern nint ReadFolder(int descriptor, byte* buffer, nuint count);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static extern int Status(int folder, byte* path, int flags, uint mask, byte* buffer);

    [DllImport("libc", EntryPoint = "faccessat", SetLastError = true)]
    public static extern int Access(int folder, byte* path, int mode, int flags);

    [DllImport("libc", EntryPoint = "chdir", SetLastError = true)]
    public static extern int ChangeFolder(byte* path);

    [DllImport("libc", EntryPoint = "getcwd", SetLastError = true)]
    public static extern byte* CurrentFolder(byte* buffer, nuint size);

    [DllImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    public static extern int Pipe(int* ends, int flags);

    [DllImport("libc", EntryPoint = "execve", SetLastError = true)]
    public static extern int Execute(byte* path, byte** arguments, byte** environment);

    [DllImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static extern int Wait(int process, int* status, int options);
}
