using System.Runtime.InteropServices;
using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.ExecD;

/// <summary>
/// Runs one exec.d program: no arguments, standard input empty, output and errors where the launcher's go, and a pipe on
/// descriptor 3. No thread is needed: this process has nothing to do but to read the pipe.
/// </summary>
internal static unsafe class ExecDProgram
{
    private const short SetDefaultSignals = 4;
    private const int OutputDescriptor = 3;

    /// <summary>Runs the program to its end, and until nobody holds the pipe any more; returns what was written into it.</summary>
    /// <param name="path">The program.</param>
    /// <param name="environment">Its environment, "NAME=value".</param>
    /// <exception cref="LaunchException">It could not be started, or ended with an error.</exception>
    public static byte[] Run(string path, IReadOnlyList<string> environment)
    {
        var ends = stackalloc int[2];
        if (LibC.Pipe(ends, LibC.OpenCloseOnExec) < 0)
        {
            throw PosixException.Last("make a pipe for", path);
        }

        try
        {
            int process;
            try
            {
                process = Start(path, environment, ends[1]);
            }
            finally
            {
                _ = LibC.Close(ends[1]);
            }

            var output = LaunchFiles.ReadToEnd(ends[0], path);
            Require(path, Wait(process, path));
            return output;
        }
        finally
        {
            _ = LibC.Close(ends[0]);
        }
    }

    private static int Start(string path, IReadOnlyList<string> environment, int pipe)
    {
        // Both structures are opaque; these sizes are well above glibc's and musl's.
        var actions = stackalloc byte[512];
        var attributes = stackalloc byte[1024];
        _ = LibC.FileActionsInit(actions);
        _ = LibC.SpawnAttributesInit(attributes);
        using var arguments = NativeTexts.Of([path], "the name", path);
        using var variables = NativeTexts.Of(environment, "the variable", path);
        try
        {
            fixed (byte* devNull = "/dev/null\0"u8)
            {
                _ = LibC.FileActionsOpen(actions, 0, devNull, LibC.OpenReadOnly, 0);
                _ = LibC.FileActionsDuplicate(actions, pipe, OutputDescriptor);
                GiveBackSignals(attributes);
                int process;
                var error = LibC.Spawn(&process, arguments.Pointer[0], actions, attributes, arguments.Pointer, variables.Pointer);
                return error == 0 ? process : throw NotStarted(path, error);
            }
        }
        finally
        {
            _ = LibC.FileActionsDestroy(actions);
            _ = LibC.SpawnAttributesDestroy(attributes);
        }
    }

    // The runtime ignores SIGPIPE, and the C library would leave its own two signals ignored. What callers use to protect a
    // process, nohup for instance, is inherited.
    private static void GiveBackSignals(byte* attributes)
    {
        var signals = stackalloc ulong[16];
        new Span<ulong>(signals, 16).Clear();
        signals[0] = ~Signals.Inherited;
        _ = LibC.SpawnAttributesDefaultSignals(attributes, (byte*)signals);
        _ = LibC.SpawnAttributesFlags(attributes, SetDefaultSignals);
    }

    private static int Wait(int process, string path)
    {
        int status;
        while (LibC.WaitProcess(process, &status, 0) < 0)
        {
            if (Marshal.GetLastPInvokeError() != LibC.Interrupted)
            {
                throw PosixException.Last("wait for", path);
            }
        }

        return status;
    }

    private static void Require(string path, int status)
    {
        var signal = status & 0x7F;
        var code = (status >> 8) & 0xFF;
        if (signal != 0 || code != 0)
        {
            throw new LaunchException(
                Faults.ExecD,
                $"the exec.d program {path} {(signal != 0 ? $"was ended by signal {signal}" : $"ended with exit code {code}")}. "
                + "Its own output says why; its buildpack must be repaired, or the variables it needs must be set.");
        }
    }

    private static LaunchException NotStarted(string path, int error)
    {
        var cause = new PosixException("start", path, error);
        return new LaunchException(
            Faults.ExecD, $"{cause.Message}. Files in exec.d must be executable programs, or scripts whose first line names an interpreter.", cause);
    }
}
