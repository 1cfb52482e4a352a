using Buildpacks.Net.Launcher.ExecD;
using Buildpacks.Net.Launcher.Explain;
using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Init;
using Buildpacks.Net.Launcher.Shell;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>The launcher from beginning to end.</summary>
internal static class Launcher
{
    /// <summary>
    /// Explains, or becomes the application, or starts it and stays as its init process. Returns the exit code; when all goes
    /// well without the second and third, it never does.
    /// </summary>
    public static int Run(LaunchInputs inputs)
    {
        StandardStreams.OpenThoseClosed();
        if (ExplainRequest.TryRead(inputs, out var request))
        {
            StandardStreams.Write(Explanation.Of(request));
            return 0;
        }

        WarnOfProcessType(inputs);
        var plan = LaunchPlan.Make(inputs);
        var start = Complete(inputs, plan);
        return plan.Init ? InitProcess.Run(start) : throw ProgramReplacement.Replace(start);
    }

    /// <summary>Runs the exec.d programs, finds the program and enters the folder to start in.</summary>
    private static ProgramStart Complete(LaunchInputs inputs, LaunchPlan plan)
    {
        var variables = plan.Variables;
        ExecDPrograms.Run(plan.ExecD, ref variables);
        if (!plan.Process.Direct)
        {
            return new ProgramStart(
                BashCommand.Bash,
                BashCommand.Arguments(inputs.CallName, plan.Process, plan.Profiles, plan.WorkingFolder),
                variables.Entries());
        }

        var program = DirectCommand.Find(inputs.Files, plan.Process, variables.Value("PATH"u8));
        inputs.Files.Enter(plan.WorkingFolder);
        return new ProgramStart(program, DirectCommand.Arguments(plan.Process), variables.Entries());
    }

    private static void WarnOfProcessType(LaunchInputs inputs)
    {
        if (!inputs.ProcessTypeByVariable.IsEmpty)
        {
            StandardStreams.WriteLines(
                "Warning: "u8,
                Fault.Message("CNB_PROCESS_TYPE does not choose the process. Start the container with the entrypoint \""u8)
                    .Add(inputs.ProcessTypeByVariable).Add("\" instead."u8).Built);
        }
    }
}
