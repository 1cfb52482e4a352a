using Buildpacks.Net.Spec.Apis;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>Decides what to start: a process of the image with the user's arguments, or the user's own command.</summary>
internal sealed class ProcessSelection(LaunchMetadata metadata, PlatformFeatures features, string execEnv)
{
    private const string DirectMark = "--";

    /// <summary>The process for this call.</summary>
    /// <exception cref="LaunchException">There is none.</exception>
    public Process Select(LaunchInputs inputs)
    {
        var type = inputs.ProcessName;
        return type.Length > 0 && IsDefined(type)
            ? WithUserArguments(FindEligible(type), inputs.Arguments)
            : FromUser(inputs);
    }

    private bool IsDefined(string type)
    {
        foreach (var process in metadata.Processes)
        {
            if (process.Type == type)
            {
                return true;
            }
        }

        return false;
    }

    private Process FindEligible(string type)
    {
        foreach (var process in metadata.Processes)
        {
            if (process.Type == type && IsEligible(process))
            {
                return process;
            }
        }

        throw new LaunchException(
            Faults.NotInThisEnvironment,
            $"process type {type} was not found for the execution environment \"{execEnv}\": its exec-env names others. "
            + $"Set {LaunchInputs.ExecEnvVariable} to one of them, or start another process.");
    }

    private bool IsEligible(Process process) =>
        !features.HasExecutionEnvironments
        || process.ExecEnv.Count == 0
        || Holds(process.ExecEnv, "*")
        || Holds(process.ExecEnv, execEnv);

    private static bool Holds(IReadOnlyList<string> names, string wanted)
    {
        foreach (var name in names)
        {
            if (name == wanted)
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
    private Process WithUserArguments(Process process, IReadOnlyList<string> given)
    {
        if (!features.UserArgumentsReplaceDefaults)
        {
            return process with { Args = [.. process.Args, .. given] };
        }

        if (process.Command.Count > 1)
        {
            return process with
            {
                Command = [process.Command[0]],
                Args = [.. Behind(process.Command, 1), .. given.Count > 0 ? given : process.Args],
            };
        }

        if (given.Count == 0)
        {
            return process;
        }

        return metadata.RequireBuildpackOf(process).Features.UserArgumentsReplaceDefaults
            ? process with { Args = given }
            : process with { Args = [.. process.Args, .. given] };
    }

    private static Process FromUser(LaunchInputs inputs)
    {
        var given = inputs.Arguments;
        if (given.Count == 0)
        {
            throw new LaunchException(
                Faults.NoCommand,
                $"there is nothing to start: the image has no process named \"{inputs.ProcessName}\", and no command was given. "
                + "Give one after the image's name, or start the container with a process type as its entrypoint.");
        }

        return given.Count > 1 && given[0] == DirectMark
            ? new Process { Command = [given[1]], Args = Behind(given, 2), Direct = true }
            : new Process { Command = [given[0]], Args = Behind(given, 1) };
    }

    private static List<string> Behind(IReadOnlyList<string> texts, int first)
    {
        var rest = new List<string>();
        for (var i = first; i < texts.Count; i++)
        {
            rest.Add(texts[i]);
        }

        return rest;
    }
}
