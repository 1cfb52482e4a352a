using System.Runtime.InteropServices;
using Buildpacks.Net.Lifecycle.Logging;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Env;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Lifecycle;

/// <summary>Takes what the process was given (arguments, environment, streams, signals) and hands it on as data.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using var cancellation = new CancellationTokenSource();
        var signal = 0;
        void Cancel(PosixSignalContext context, int number)
        {
            context.Cancel = true;
            signal = number;
            cancellation.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Cancel(context, 2));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Cancel(context, 15));
        var environment = EnvironmentVariables.FromEntries(PosixEnvironment.Entries());
        using var output = Console.OpenStandardOutput();
        using var error = Console.OpenStandardError();
        var commandLine = CommandLine.Read(Environment.GetCommandLineArgs(), arguments);
        var program = new LifecycleProgram(environment, Path.GetFullPath("."), output, error);
        try
        {
            return await program.RunAsync(commandLine.Program, commandLine.Arguments, cancellation.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            var log = new LifecycleLog(output, LogLevel.Information, default, TimeProvider.System);
            ProgramLog.Fault(log, signal == 2 ? "interrupted" : "terminated");
            return ExitCodes.Signalled + signal;
        }
    }
}
