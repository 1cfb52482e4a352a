using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>A process that starts without a shell: its arguments reach it unchanged.</summary>
internal static class DirectCommand
{
    /// <summary>Finds the program, from the application's folder, and puts its arguments together.</summary>
    /// <param name="process">The process.</param>
    /// <param name="path">The application's PATH.</param>
    /// <param name="environment">The application's environment.</param>
    /// <exception cref="LaunchException">There is no such program.</exception>
    public static ProgramStart Compose(Process process, string path, IReadOnlyList<string> environment)
    {
        if (process.Command.Count == 0)
        {
            throw new LaunchException(
                Faults.NoCommand,
                $"the process \"{process.Type}\" has an empty command. Its buildpack \"{process.BuildpackId}\" must give it one.");
        }

        return new ProgramStart(Find(process.Command[0], path), [.. process.Command, .. process.Args], environment);
    }

    /// <summary>A command with a slash is a path; any other is looked for in each folder of PATH.</summary>
    private static string Find(string command, string path)
    {
        if (command.Contains('/', StringComparison.Ordinal))
        {
            var error = LaunchFiles.WhyNotExecutable(command);
            return error == 0 ? command : throw NotExecutable(command, error);
        }

        foreach (var folder in path.Length == 0 ? [] : path.Split(':'))
        {
            var candidate = UnixPath.Join(folder.Length == 0 ? "." : folder, command);
            if (LaunchFiles.WhyNotExecutable(candidate) == 0)
            {
                return UnixPath.IsRooted(candidate) ? candidate : throw OnlyRelative(command, folder);
            }
        }

        throw new LaunchException(
            Faults.NotFound,
            $"the command \"{command}\" was not found in PATH ({path}). Give its path, or see that a buildpack or the run image brings it.");
    }

    private static LaunchException NotExecutable(string command, int error)
    {
        var cause = new PosixException("execute", command, error);
        return new LaunchException(
            Faults.NotFound, $"{cause.Message}. The path is looked up from the application's folder; the file must be executable.", cause);
    }

    private static LaunchException OnlyRelative(string command, string folder) => new(
        Faults.NotFound,
        $"the command \"{command}\" was found through the entry \"{folder}\" of PATH, which is relative to the working directory and so not safe. "
        + $"Give the path ./{command} if that program is meant, else take the entry out of PATH.");
}
