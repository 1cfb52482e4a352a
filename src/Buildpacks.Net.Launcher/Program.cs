using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher;

/// <summary>The executable <c>launcher</c>: takes over what the process was given, starts the application, or says why not.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        StandardStreams.OpenThoseClosed();
        try
        {
            var all = CommandLine.Read(arguments);
            var inputs = new LaunchInputs(all[0], all[1..], PosixEnvironment.Entries());
            WarnOfProcessType(inputs);
            return Report(ProgramReplacement.Replace(Launch.Launcher.Prepare(inputs)));
        }
        catch (LaunchException exception)
        {
            return Report(exception);
        }
        catch (PosixException exception)
        {
            return Report(new LaunchException(
                Faults.Files, $"{exception.Message}. The files of the image must be readable for the user of the container.", exception));
        }
        catch (Exception exception)
        {
            // Whatever else goes wrong: the platform must learn that the application was not started, and by whom.
            return Report(new LaunchException(Faults.Unexpected, $"{exception.GetType().Name}: {exception.Message}", exception));
        }
    }

    private static void WarnOfProcessType(LaunchInputs inputs)
    {
        if (inputs.ProcessTypeByVariable is { } type)
        {
            StandardStreams.WriteLines(
                "Warning: ",
                $"{LaunchInputs.ProcessTypeVariable} does not choose the process. Start the container with the entrypoint \"{type}\" instead.");
        }
    }

    private static int Report(LaunchException exception)
    {
        StandardStreams.WriteLines("ERROR: ", $"failed to launch: {exception.Message} [{exception.Code}]");
        return exception.ExitCode;
    }
}
