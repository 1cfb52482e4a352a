using System.Runtime.InteropServices;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Cli;

/// <summary>Takes what the process was given (arguments, environment, streams, signals) and hands it on as data.</summary>
internal static class Program
{
    private const uint UsualMask = 0x12; // 022

    private static async Task<int> Main(string[] arguments)
    {
        // What buildpacks make goes into an image: it must not depend on who builds.
        _ = LibC.FileModeMask(UsualMask);
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
        var host = new CliHost(
            EnvironmentVariables.FromEntries(PosixEnvironment.Entries()), Path.GetFullPath("."), Console.Out, Console.Error)
        {
            IsTerminal = !Console.IsOutputRedirected,
            HasColors = !Console.IsOutputRedirected,
        };
        try
        {
            return await new CnbProgram(host).RunAsync(arguments, cancellation.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(signal == 2 ? "interrupted" : "terminated").ConfigureAwait(false);
            return ExitCodes.Signalled + signal;
        }
    }
}
