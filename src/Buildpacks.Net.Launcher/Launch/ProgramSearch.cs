using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>What came of looking for a program.</summary>
internal readonly struct ProgramSearch
{
    /// <summary>The program; empty when there is none that may be started.</summary>
    public Bytes Program { get; private init; }

    /// <summary>Why the path that was given cannot be executed, as the number of the system's error; 0 when it was not a path.</summary>
    public int Error { get; private init; }

    /// <summary>The relative entry of PATH through which the program was found and is not started; null otherwise.</summary>
    public Bytes? RelativeEntry { get; private init; }

    /// <summary>A program that is taken to be there.</summary>
    public static ProgramSearch Found(Bytes program) => new() { Program = program };

    /// <summary>A command with a slash is a path; any other is looked for in each folder of PATH.</summary>
    /// <param name="files">The files of the image.</param>
    /// <param name="command">The command.</param>
    /// <param name="path">The application's PATH.</param>
    public static ProgramSearch For(ImageFiles files, Bytes command, Bytes path)
    {
        if (command.IndexOf((byte)'/') >= 0)
        {
            var error = files.WhyNotExecutable(command);
            return error == 0 ? Found(command) : new ProgramSearch { Error = error };
        }

        return path.IsEmpty ? default : InFolders(files, command, path);
    }

    private static ProgramSearch InFolders(ImageFiles files, Bytes command, Bytes path)
    {
        foreach (var folder in new Split(path, (byte)':'))
        {
            var candidate = Paths.Join(folder.IsEmpty ? "."u8 : folder, command);
            if (files.WhyNotExecutable(candidate) == 0)
            {
                return Paths.IsRooted(candidate) ? Found(candidate) : new ProgramSearch { RelativeEntry = folder };
            }
        }

        return default;
    }
}
