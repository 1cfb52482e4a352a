using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Memory;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher;

/// <summary>
/// The launcher on the ordinary .NET runtime, for tests and debuggers. What is shipped is made from the same sources and
/// the folder Bare instead of this one.
/// </summary>
internal static class Program
{
    private const int BrokenPipe = 13;

    private static int Main(string[] arguments)
    {
        // The runtime ignores it, and the application would inherit that.
        _ = InitCalls.SetAction(BrokenPipe, 0);
        try
        {
            var all = CommandLine.Read(arguments);
            Sequence<Bytes> given = default;
            foreach (var argument in all.Skip(1))
            {
                given.Add(Bytes.From(argument));
            }

            Sequence<Bytes> environment = default;
            foreach (var entry in PosixEnvironment.Entries())
            {
                environment.Add(Bytes.From(entry));
            }

            return Launch.Launcher.Run(new LaunchInputs(Bytes.From(all[0]), given, environment));
        }
        catch (LaunchException exception)
        {
            StandardStreams.WriteLines("ERROR: "u8, Bytes.From($"failed to launch: {exception.Message} [{exception.Code}]"));
            return exception.ExitCode;
        }
    }
}
