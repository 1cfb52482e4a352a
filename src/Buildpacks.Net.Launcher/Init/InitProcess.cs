using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Launch;

namespace Buildpacks.Net.Launcher.Init;

/// <summary>
/// Stays in front of the application as the first process of the container: hands signals on, takes in orphans so that none
/// stays behind as a zombie, and ends as the application ends. It waits in the kernel and has no handlers and no threads.
/// </summary>
internal static unsafe class InitProcess
{
    private const nint DefaultAction = 0;
    private const int StandardInput = 0;

    /// <summary>Starts the program and stays until it ends; gives its exit code, or 128 plus the signal that ended it.</summary>
    public static int Run(ProgramStart start)
    {
        AdoptOrphans();
        var all = SignalSet.All;
        SignalSet before;
        _ = InitCalls.ChangeMask(InitCalls.SetMaskTo, &all, &before);

        // If the caller ignored it, the system would throw away how the children ended.
        _ = InitCalls.SetAction(Signals.Child, DefaultAction);
        var application = Start(start, before);
        while (true)
        {
            var signal = InitCalls.WaitForSignal(&all, null);
            if (signal == Signals.Child)
            {
                if (TryReap(application, out var exit))
                {
                    return exit.Code;
                }
            }
            else if (signal > 0 && signal != Signals.TerminalInput && signal != Signals.TerminalOutput)
            {
                _ = InitCalls.Send(application, signal);
            }
        }
    }

    // The first process of a container gets them anyway.
    private static void AdoptOrphans()
    {
        if (InitCalls.ProcessId() != 1)
        {
            _ = InitCalls.Configure(InitCalls.AdoptOrphans, 1, 0, 0, 0);
        }
    }

    /// <summary>
    /// The application gets a process group of its own, which is the terminal's if there is one: so keys reach it once, and
    /// not by way of this process a second time.
    /// </summary>
    private static int Start(ProgramStart start, SignalSet mask)
    {
        var actions = stackalloc byte[SpawnCalls.ActionsSize];
        _ = SpawnCalls.InitActions(actions);
        if (InitCalls.ForegroundGroup(StandardInput) == InitCalls.ProcessGroup())
        {
            _ = SpawnCalls.AddForeground(actions, StandardInput);
        }

        var defaults = default(SignalSet).With(Signals.FirstOfLibrary).With(Signals.SecondOfLibrary);
        var attributes = stackalloc byte[SpawnCalls.AttributesSize];
        _ = SpawnCalls.InitAttributes(attributes);
        _ = SpawnCalls.SetGroup(attributes, 0);
        _ = SpawnCalls.SetMask(attributes, &mask);
        _ = SpawnCalls.SetDefaults(attributes, &defaults);
        _ = SpawnCalls.SetFlags(attributes, SpawnCalls.SetProcessGroup | SpawnCalls.SetDefaultSignals | SpawnCalls.SetSignalMask);

        int process;
        var error = SpawnCalls.Spawn(
            &process,
            start.Path.Terminated(),
            actions,
            attributes,
            TextArray.Of(start.Arguments, "the argument"u8, start.Path),
            TextArray.Of(start.Environment, "the variable"u8, start.Path));
        return error == 0 ? process : throw ProgramReplacement.Refused(start.Path, error);
    }

    // One signal may stand for several children.
    private static bool TryReap(int application, out ProcessExit exit)
    {
        exit = default;
        var isOver = false;
        int status;
        int process;
        while ((process = SystemCalls.Wait(InitCalls.AnyProcess, &status, InitCalls.DoNotWait)) > 0)
        {
            if (process == application)
            {
                isOver = true;
                exit = ProcessExit.Of(status);
            }
        }

        return isOver;
    }
}
