using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.ExecD;

/// <summary>
/// Runs one exec.d program: no arguments, standard input empty, output and errors where the launcher's go, and a pipe on
/// descriptor 3. No thread is needed: this process has nothing to do but to read the pipe.
/// </summary>
internal static unsafe class ExecDProgram
{
    private const int OutputDescriptor = 3;

    /// <summary>
    /// Runs the program to its end, and until nobody holds the pipe any more; gives what was written into it. The launch fails
    /// when it cannot be started, or ends with an error.
    /// </summary>
    /// <param name="path">The program.</param>
    /// <param name="environment">Its environment, "NAME=value".</param>
    public static Bytes Run(Bytes path, Sequence<Bytes> environment)
    {
        var ends = stackalloc int[2];
        if (SystemCalls.Pipe(ends, SystemCalls.OpenCloseOnExec) < 0)
        {
            throw Fault.OfSystem("make a pipe for"u8, path, SystemCalls.LastError);
        }

        var process = Start(path, environment, ends[1]);
        _ = SystemCalls.Close(ends[1]);
        var error = Descriptors.TryReadToEnd(ends[0], out var output);
        _ = SystemCalls.Close(ends[0]);
        if (error != 0)
        {
            throw Fault.OfSystem("read the output of"u8, path, error);
        }

        Require(path, Wait(process, path));
        return output;
    }

    private static int Start(Bytes path, Sequence<Bytes> environment, int pipe)
    {
        var actions = stackalloc byte[SpawnCalls.ActionsSize];
        _ = SpawnCalls.InitActions(actions);
        _ = SpawnCalls.AddOpen(actions, 0, ((Bytes)"/dev/null"u8).Terminated(), SystemCalls.OpenReadOnly, 0);
        _ = SpawnCalls.AddDuplicate(actions, pipe, OutputDescriptor);

        // What callers use to protect a process, nohup for instance, is inherited.
        var defaults = SignalSet.All.Without(Signals.Hangup).Without(Signals.Interrupt).Without(Signals.Quit);
        var attributes = stackalloc byte[SpawnCalls.AttributesSize];
        _ = SpawnCalls.InitAttributes(attributes);
        _ = SpawnCalls.SetDefaults(attributes, &defaults);
        _ = SpawnCalls.SetFlags(attributes, SpawnCalls.SetDefaultSignals);

        Sequence<Bytes> arguments = default;
        arguments.Add(path);
        int process;
        var error = SpawnCalls.Spawn(
            &process, Descriptors.Name(path), actions, attributes, TextArray.Of(arguments, "the name"u8, path), TextArray.Of(environment, "the variable"u8, path));
        return error == 0 ? process : throw NotStarted(path, error);
    }

    private static int Wait(int process, Bytes path)
    {
        int status;
        while (SystemCalls.Wait(process, &status, 0) < 0)
        {
            if (SystemCalls.LastError is var error && error != SystemCalls.Interrupted)
            {
                // The caller lets the system throw away the endings of its children: nobody can tell how this one went.
                return error == SystemCalls.NoChild ? 0 : throw Fault.OfSystem("wait for"u8, path, error);
            }
        }

        return status;
    }

    private static void Require(Bytes path, int status)
    {
        var exit = ProcessExit.Of(status);
        if (exit.Code != 0)
        {
            var how = exit.Signal != 0 ? Fault.Message("was ended by signal "u8).AddNumber(exit.Signal) : Fault.Message("ended with exit code "u8).AddNumber(exit.Code);
            throw Fault.Of(
                Faults.ExecD,
                Fault.Message("the exec.d program "u8).Add(path).Add((byte)' ').Add(how.Built)
                    .Add(". Its own output says why; its buildpack must be repaired, or the variables it needs must be set."u8));
        }
    }

    private static Exception NotStarted(Bytes path, int error) => Fault.Of(
        Faults.ExecD,
        Fault.Reason("start"u8, path, error)
            .Add(". Files in exec.d must be executable programs, or scripts whose first line names an interpreter."u8));
}
