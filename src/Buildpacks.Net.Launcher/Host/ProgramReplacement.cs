using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Memory;
using Buildpacks.Net.Launcher.Shell;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>Replaces this program by another in the same process.</summary>
internal static unsafe class ProgramReplacement
{
    /// <summary>Starts the program in place of this one; gives the fault when the system refuses.</summary>
    public static Exception Replace(ProgramStart start)
    {
        var arguments = TextArray.Of(start.Arguments, "the argument"u8, start.Path);
        var environment = TextArray.Of(start.Environment, "the variable"u8, start.Path);
        _ = SystemCalls.Execute(start.Path.Terminated(), arguments, environment);
        return Refused(start.Path, SystemCalls.LastError);
    }

    /// <summary>The fault that the system did not start a program.</summary>
    public static Exception Refused(Bytes path, int error) =>
        Fault.Of(Faults.Start, Fault.Reason("start"u8, path, error).Add(". "u8).Add(Advice(path, error)));

    private static Bytes Advice(Bytes path, int error) => error switch
    {
        SystemCalls.NoSuchEntry when path.Is(BashCommand.Bash) =>
            "This process starts through bash: use a run image that has it, or a direct process (for a command of yours, put -- before it)."u8,
        SystemCalls.NoSuchEntry => "The program, or the interpreter or loader that it names, is not in the image: use a run image that has it."u8,
        SystemCalls.AccessDenied => "The user of the container must be allowed to execute it."u8,
        SystemCalls.ListTooLong => "Its arguments and environment together, or one of them, are longer than the system allows."u8,
        SystemCalls.ExecFormat => "A script must begin with #! and its interpreter; a program must be made for this machine."u8,
        _ => "See that it is a program that this system can run."u8,
    };
}
