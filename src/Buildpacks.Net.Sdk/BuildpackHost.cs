using System.Runtime.InteropServices;
using Buildpacks.Net.Sdk.Hosting;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Env;

#pragma warning disable RS0030 // This is the Main of a program: here, and nowhere else in the library, the process is asked for what it was given.

namespace Buildpacks.Net.Sdk;

/// <summary>
/// The Main of a buildpack: one program that is both <c>bin/detect</c> and <c>bin/build</c>, told apart by the name it is started
/// with or by a first argument <c>detect</c> or <c>build</c>.
/// </summary>
public static class BuildpackHost
{
    private const uint OthersMayRead = 0x12;

    /// <summary>Runs the phase that was asked for, in this process and on nothing but what is given.</summary>
    /// <param name="buildpack">The buildpack.</param>
    /// <param name="call">How it is started.</param>
    /// <param name="cancellationToken">Ends the work; the exit code is 1 then.</param>
    /// <returns>The exit code: 0 for success, 100 when detection does not pass, 1 for every error.</returns>
    public static Task<int> RunAsync(IBuildpack buildpack, HostCall call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(buildpack);
        ArgumentNullException.ThrowIfNull(call);
        return PhaseHost.RunAsync(buildpack, call, cancellationToken);
    }

    /// <summary>Runs the phase that was asked for: the Main of the program.</summary>
    /// <param name="buildpack">The buildpack.</param>
    /// <param name="args">The arguments of Main.</param>
    /// <returns>The exit code: 0 for success, 100 when detection does not pass, 1 for every error.</returns>
    public static async Task<int> RunAsync(IBuildpack buildpack, IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(buildpack);
        ArgumentNullException.ThrowIfNull(args);

        // What a buildpack makes goes into an image: whoever runs there must be able to read it, and the mask of the platform
        // must not show in its digest.
        _ = LibC.FileModeMask(OthersMayRead);
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var output = Console.OpenStandardOutput();
        var call = new HostCall(
            Path.GetFileName(Environment.GetCommandLineArgs()[0]),
            args,
            EnvironmentVariables.FromEntries(PosixEnvironment.Entries()).ToDictionary(),
            Environment.CurrentDirectory,
            output,
            Console.Out,
            Console.Error);
        return await PhaseHost.RunAsync(buildpack, call, stop.Token).ConfigureAwait(false);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }
}
