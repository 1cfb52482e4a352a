using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>Decides what to start: a process of the image with the user's arguments, or the user's own command.</summary>
internal readonly struct ProcessSelection(LaunchMetadata metadata, LaunchApi api, Bytes execEnv)
{
    /// <summary>The process for a name and the user's arguments; the launch fails when there is none.</summary>
    public Process Select(Bytes type, Sequence<Bytes> arguments) =>
        IsDefined(type) ? WithUserArguments(FindEligible(type), arguments) : FromUser(type, arguments);

    /// <summary>Whether the image has a process of this type, in whatever execution environment.</summary>
    public bool IsDefined(Bytes type)
    {
        for (var i = 0; i < metadata.Processes.Count; i++)
        {
            if (!type.IsEmpty && metadata.Processes[i].Type.Is(type))
            {
                return true;
            }
        }

        return false;
    }

    private Process FindEligible(Bytes type)
    {
        for (var i = 0; i < metadata.Processes.Count; i++)
        {
            if (metadata.Processes[i].Type.Is(type) && IsEligible(metadata.Processes[i]))
            {
                return metadata.Processes[i];
            }
        }

        throw Fault.Of(
            Faults.NotInThisEnvironment,
            Fault.Message("process type "u8).Add(type).Add(" was not found for the execution environment \""u8).Add(execEnv)
                .Add("\": its exec-env names others. Set CNB_EXEC_ENV to one of them, or start another process."u8));
    }

    private bool IsEligible(Process process) =>
        !api.HasExecutionEnvironments
        || process.ExecEnv.Count == 0
        || Holds(process.ExecEnv, "*"u8)
        || Holds(process.ExecEnv, execEnv);

    private static bool Holds(Sequence<Bytes> names, Bytes wanted)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Is(wanted))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Arguments in the command itself always stay. Those in <c>args</c> are defaults, which the user's replace; before
    /// Platform API 0.10 or Buildpack API 0.9 the user's came after them.
    /// </summary>
    private Process WithUserArguments(Process process, Sequence<Bytes> given)
    {
        if (!api.UserArgumentsReplaceDefaults)
        {
            return WithArgs(process, process.Args, given);
        }

        if (process.Command.Count > 1)
        {
            Sequence<Bytes> program = default;
            program.Add(process.Command[0]);
            Sequence<Bytes> fixedArguments = default;
            fixedArguments.AddAll(process.Command, first: 1);
            process.Command = program;
            return WithArgs(process, fixedArguments, given.Count > 0 ? given : process.Args);
        }

        return given.Count == 0 ? process
            : metadata.RequireBuildpackOf(process).Api.UserArgumentsReplaceDefaults ? WithArgs(process, default, given)
            : WithArgs(process, process.Args, given);
    }

    private static Process WithArgs(Process process, Sequence<Bytes> first, Sequence<Bytes> then)
    {
        Sequence<Bytes> args = default;
        args.AddAll(first);
        args.AddAll(then);
        process.Args = args;
        return process;
    }

    private static Process FromUser(Bytes name, Sequence<Bytes> given)
    {
        if (given.Count == 0)
        {
            throw Fault.Of(
                Faults.NoCommand,
                Fault.Message("there is nothing to start: the image has no process named \""u8).Add(name)
                    .Add("\", and no command was given. Give one after the image's name, or start the container with a process type as its entrypoint."u8));
        }

        var isDirect = given.Count > 1 && given[0].Is("--"u8);
        Sequence<Bytes> command = default;
        command.Add(given[isDirect ? 1 : 0]);
        Sequence<Bytes> args = default;
        args.AddAll(given, isDirect ? 2 : 1);
        return new Process { Command = command, Args = args, Direct = isDirect };
    }
}
