using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>A process that starts without a shell: its arguments reach it unchanged.</summary>
internal static class DirectCommand
{
    /// <summary>Finds the program, from the application's folder; the launch fails when there is none.</summary>
    /// <param name="files">The files of the image.</param>
    /// <param name="process">The process.</param>
    /// <param name="path">The application's PATH.</param>
    public static Bytes Find(ImageFiles files, Process process, Bytes path)
    {
        if (process.Command.Count == 0)
        {
            throw Fault.Of(
                Faults.NoCommand,
                Fault.Message("the process \""u8).Add(process.Type).Add("\" has an empty command. Its buildpack \""u8).Add(process.BuildpackId)
                    .Add("\" must give it one."u8));
        }

        var search = ProgramSearch.For(files, process.Command[0], path);
        return search.Program.IsEmpty ? throw NotFound(process.Command[0], path, search) : search.Program;
    }

    /// <summary>The command and its arguments.</summary>
    public static Sequence<Bytes> Arguments(Process process)
    {
        Sequence<Bytes> arguments = default;
        arguments.AddAll(process.Command);
        arguments.AddAll(process.Args);
        return arguments;
    }

    private static Exception NotFound(Bytes command, Bytes path, ProgramSearch search) => Fault.Of(
        Faults.NotFound,
        search.Error != 0
            ? Fault.Reason("execute"u8, command, search.Error)
                .Add(". The path is looked up from the application's folder; the file must be executable."u8)
            : search.RelativeEntry is { } entry
                ? Fault.Message("the command \""u8).Add(command).Add("\" was found through the entry \""u8).Add(entry)
                    .Add("\" of PATH, which is relative to the working directory and so not safe. Give the path ./"u8).Add(command)
                    .Add(" if that program is meant, else take the entry out of PATH."u8)
                : Fault.Message("the command \""u8).Add(command).Add("\" was not found in PATH ("u8).Add(path)
                    .Add("). Give its path, or see that a buildpack or the run image brings it."u8));
}
