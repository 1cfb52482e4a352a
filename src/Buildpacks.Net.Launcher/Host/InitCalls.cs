using System.Runtime.InteropServices;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>The functions of the C library that only an init process needs.</summary>
internal static unsafe class InitCalls
{
    public const int AdoptOrphans = 36;
    public const int SetMaskTo = 2;
    public const int DoNotWait = 1;
    public const int AnyProcess = -1;

    [DllImport("libc", EntryPoint = "getpid")]
    public static extern int ProcessId();

    [DllImport("libc", EntryPoint = "getpgrp")]
    public static extern int ProcessGroup();

    [DllImport("libc", EntryPoint = "tcgetpgrp")]
    public static extern int ForegroundGroup(int terminal);

    [DllImport("libc", EntryPoint = "prctl")]
    public static extern int Configure(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [DllImport("libc", EntryPoint = "sigprocmask")]
    public static extern int ChangeMask(int how, SignalSet* signals, SignalSet* old);

    [DllImport("libc", EntryPoint = "signal")]
    public static extern nint SetAction(int signal, nint action);

    [DllImport("libc", EntryPoint = "sigwaitinfo")]
    public static extern int WaitForSignal(SignalSet* signals, void* information);

    [DllImport("libc", EntryPoint = "kill")]
    public static extern int Send(int process, int signal);
}
