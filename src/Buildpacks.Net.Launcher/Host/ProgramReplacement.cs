using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Shell;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>Replaces this program by another in the same process.</summary>
internal static unsafe class ProgramReplacement
{
    private const int ListTooLong = 7;
    private const int ExecFormat = 8;

    /// <summary>Starts the program in place of this one; returns only by failing.</summary>
    /// <exception cref="LaunchException">The system refused.</exception>
    public static LaunchException Replace(ProgramStart start)
    {
        // Neither array is freed: on success nothing of this program is left, else it ends.
        var arguments = NativeTexts.Of(start.Arguments, "the argument", start.Path);
        var environment = NativeTexts.Of(start.Environment, "the variable", start.Path);
        fixed (byte* path = PosixText.EncodeTerminated(start.Path))
        {
            Signals.GiveBack();
            _ = LibC.Execute(path, arguments.Pointer, environment.Pointer);
        }

        var cause = PosixException.Last("start", start.Path);
        return new LaunchException(Faults.Start, $"{cause.Message}. {Advice(start.Path, cause.Error)}", cause);
    }

    private static string Advice(string path, int error) => error switch
    {
        LibC.NoSuchEntry when path == BashCommand.Bash =>
            "This process starts through bash: use a run image that has it, or a direct process (for a command of yours, put -- before it).",
        LibC.NoSuchEntry => "The program, or the interpreter or loader that it names, is not in the image: use a run image that has it.",
        LibC.AccessDenied => "The user of the container must be allowed to execute it.",
        ListTooLong => "Its arguments and environment together, or one of them, are longer than the system allows.",
        ExecFormat => "A script must begin with #! and its interpreter; a program must be made for this machine.",
        _ => "See that it is a program that this system can run.",
    };
}
