using System.Runtime.InteropServices;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>The C library's functions to start a child process. They give the error itself, or 0.</summary>
internal static unsafe class SpawnCalls
{
    public const short SetProcessGroup = 2;
    public const short SetDefaultSignals = 4;
    public const short SetSignalMask = 8;

    /// <summary>Both structures are opaque; these sizes are well above glibc's and musl's.</summary>
    public const int ActionsSize = 512;
    public const int AttributesSize = 1024;

    [DllImport("libc", EntryPoint = "posix_spawn")]
    public static extern int Spawn(int* process, byte* path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    public static extern int InitActions(byte* actions);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_addopen")]
    public static extern int AddOpen(byte* actions, int descriptor, byte* path, int flags, uint mode);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static extern int AddDuplicate(byte* actions, int from, int to);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_addtcsetpgrp_np")]
    public static extern int AddForeground(byte* actions, int terminal);

    [DllImport("libc", EntryPoint = "posix_spawnattr_init")]
    public static extern int InitAttributes(byte* attributes);

    [DllImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    public static extern int SetFlags(byte* attributes, short flags);

    [DllImport("libc", EntryPoint = "posix_spawnattr_setpgroup")]
    public static extern int SetGroup(byte* attributes, int group);

    [DllImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    public static extern int SetDefaults(byte* attributes, SignalSet* signals);

    [DllImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    public static extern int SetMask(byte* attributes, SignalSet* signals);
}
