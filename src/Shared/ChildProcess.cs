using Microsoft.Win32.SafeHandles;

namespace Buildpacks.Net.Shared;

/// <summary>A program to start. Texts are <see cref="PosixText"/>: any byte may be in them.</summary>
internal sealed record ChildProgram(string Path, IReadOnlyList<string> Arguments, IReadOnlyList<string> Environment)
{
    /// <summary>The folder to start in; null for this process's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Where standard output and standard error go, in the order written; null inherits both.</summary>
    public Stream? Output { get; init; }

    /// <summary>When set, the program finds a pipe on descriptor 3, and what it writes there goes here.</summary>
    public Stream? Descriptor3 { get; init; }

    /// <summary>Keep the child in this process's group, so that the terminal's signals reach it directly.</summary>
    public bool SameProcessGroup { get; init; }
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code, or 128 plus the signal.</param>
/// <param name="Signal">The signal that ended it, or 0.</param>
internal readonly record struct ChildExit(int ExitCode, int Signal);

/// <summary>
/// Starts programs with exact bytes in arguments and environment, with descriptor 3, and in a process group of their own
/// that is ended whole on cancellation; System.Diagnostics.Process offers none of these. Standard input is /dev/null.
/// </summary>
internal static class ChildProcess
{
    private const short SetProcessGroup = 2;
    private const short SetDefaultSignals = 4;
    private const short SetSignalMask = 8;
    private const int Terminate = 15;
    private const int KillNow = 9;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Runs a program to its end, and until nobody holds its output open.</summary>
    /// <exception cref="PosixException">It could not be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the program and its children have been ended.</exception>
    public static async Task<ChildExit> RunAsync(ChildProgram program, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var output = program.Output is null ? null : new PipeEnds();
        var third = program.Descriptor3 is null ? null : new PipeEnds();
        try
        {
            var process = Start(program, output, third);
            output?.Write.Dispose();
            third?.Write.Dispose();
            var copies = Task.WhenAll(
                CopyAsync(output, program.Output), CopyAsync(third, program.Descriptor3));
            return await FinishAsync(process, program.SameProcessGroup, copies, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            output?.Dispose();
            third?.Dispose();
        }
    }

    private static async Task<ChildExit> FinishAsync(int process, bool sameGroup, Task copies, CancellationToken cancellationToken)
    {
        var exit = WaitAsync(process);
        var ending = Task.CompletedTask;
        var registration = cancellationToken.Register(() => ending = EndAsync(process, sameGroup, exit));
        try
        {
            var result = await exit.ConfigureAwait(false);
            await copies.WaitAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return result;
        }
        finally
        {
            // Nobody may go on, or end this process, before the last of the children has been told to go.
            await registration.DisposeAsync().ConfigureAwait(false);
            await ending.ConfigureAwait(false);
        }
    }

    private static unsafe int Start(ChildProgram program, PipeEnds? output, PipeEnds? third)
    {
        // Both structures are opaque; these sizes are well above glibc's and musl's.
        var actions = stackalloc byte[512];
        var attributes = stackalloc byte[1024];
        _ = LibC.FileActionsInit(actions);
        _ = LibC.SpawnAttributesInit(attributes);
        using var arguments = new NativeStrings(program.Arguments);
        using var environment = new NativeStrings(program.Environment);
        try
        {
            fixed (byte* devNull = "/dev/null\0"u8)
            fixed (byte* folder = program.WorkingDirectory is null ? null : PosixText.EncodeTerminated(program.WorkingDirectory))
            fixed (byte* path = PosixText.EncodeTerminated(program.Path))
            {
                _ = LibC.FileActionsOpen(actions, 0, devNull, LibC.OpenReadOnly, 0);
                AddPipes(actions, output, third);
                if (folder is not null)
                {
                    _ = LibC.FileActionsChangeDirectory(actions, folder);
                }

                SetAttributes(attributes, program.SameProcessGroup);
                int process;
                var error = LibC.Spawn(&process, path, actions, attributes, arguments.Pointer, environment.Pointer);
                return error == 0 ? process : throw new PosixException("start", program.Path, error);
            }
        }
        finally
        {
            _ = LibC.FileActionsDestroy(actions);
            _ = LibC.SpawnAttributesDestroy(attributes);
        }
    }

    private static unsafe void AddPipes(byte* actions, PipeEnds? output, PipeEnds? third)
    {
        if (output is not null)
        {
            _ = LibC.FileActionsDuplicate(actions, output.WriteDescriptor, 1);
            _ = LibC.FileActionsDuplicate(actions, output.WriteDescriptor, 2);
        }

        if (third is not null)
        {
            _ = LibC.FileActionsDuplicate(actions, third.WriteDescriptor, 3);
        }
    }

    private static unsafe void SetAttributes(byte* attributes, bool sameGroup)
    {
        // The runtime ignores SIGPIPE and handles others; the child starts with the defaults and nothing blocked.
        var all = stackalloc byte[128];
        var none = stackalloc byte[128];
        new Span<byte>(all, 128).Fill(0xFF);
        new Span<byte>(none, 128).Clear();
        _ = LibC.SpawnAttributesDefaultSignals(attributes, all);
        _ = LibC.SpawnAttributesSignalMask(attributes, none);
        _ = LibC.SpawnAttributesProcessGroup(attributes, 0);
        var flags = SetDefaultSignals | SetSignalMask | (sameGroup ? 0 : SetProcessGroup);
        _ = LibC.SpawnAttributesFlags(attributes, (short)flags);
    }

    private static Task CopyAsync(PipeEnds? pipe, Stream? target)
    {
        if (pipe is null || target is null)
        {
            return Task.CompletedTask;
        }

        // A pipe read blocks; it gets a thread of its own.
        return Task.Factory.StartNew(
            () =>
            {
                using var source = new FileStream(pipe.Read, FileAccess.Read, bufferSize: 0);
                source.CopyTo(target, 16 * 1024);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    private static Task<ChildExit> WaitAsync(int process) => Task.Factory.StartNew(
        () => Wait(process), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static unsafe ChildExit Wait(int process)
    {
        int status;
        while (LibC.WaitProcess(process, &status, 0) < 0)
        {
            if (System.Runtime.InteropServices.Marshal.GetLastPInvokeError() != LibC.Interrupted)
            {
                throw PosixException.Last("wait for", $"process {process}");
            }
        }

        var signal = status & 0x7F;
        return signal == 0 ? new ChildExit((status >> 8) & 0xFF, 0) : new ChildExit(128 + signal, signal);
    }

    private static async Task EndAsync(int process, bool sameGroup, Task<ChildExit> exit)
    {
        var target = sameGroup ? process : -process;
        _ = LibC.Kill(target, Terminate);
        await Task.WhenAny(exit, Task.Delay(Grace)).ConfigureAwait(false);
        _ = LibC.Kill(target, KillNow);
    }

    private sealed class PipeEnds : IDisposable
    {
        public unsafe PipeEnds()
        {
            var ends = stackalloc int[2];
            if (LibC.Pipe(ends, LibC.OpenCloseOnExec) < 0)
            {
                throw PosixException.Last("make", "a pipe");
            }

            Read = new SafeFileHandle(ends[0], ownsHandle: true);
            WriteDescriptor = ends[1];
            Write = new SafeFileHandle(ends[1], ownsHandle: true);
        }

        public SafeFileHandle Read { get; }

        public SafeFileHandle Write { get; }

        public int WriteDescriptor { get; }

        public void Dispose()
        {
            Write.Dispose();
            Read.Dispose();
        }
    }
}
