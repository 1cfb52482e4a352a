using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Memory;
using Buildpacks.Net.Launcher.Shell;

namespace Buildpacks.Net.Launcher.Explain;

/// <summary>Why a process starts as it does. Making it runs no program of the image.</summary>
internal readonly struct Explanation(LaunchPlan plan, Sequence<Bytes> arguments, ProgramSearch search)
{
    /// <summary>What would be started, in which environment.</summary>
    public LaunchPlan Plan => plan;

    /// <summary>The arguments of the program, its name first.</summary>
    public Sequence<Bytes> Arguments => arguments;

    /// <summary>Which program it is.</summary>
    public ProgramSearch Search => search;

    /// <summary>The answer to a request, as it is written.</summary>
    public static Bytes Of(ExplainRequest request)
    {
        var plan = LaunchPlan.Make(request.Inputs, request.Metadata, request.Process, keepsOrigins: true);
        var explanation = plan.Process.Direct ? OfDirect(plan) : OfShell(request, plan);
        return request.IsJson ? JsonExplanation.Write(explanation) : TextExplanation.Write(explanation);
    }

    private static Explanation OfDirect(LaunchPlan plan)
    {
        var command = plan.Process.Command.Count > 0 ? plan.Process.Command[0] : default;
        return new Explanation(plan, DirectCommand.Arguments(plan.Process), ProgramSearch.For(command, plan.Variables.Value("PATH"u8)));
    }

    private static Explanation OfShell(ExplainRequest request, LaunchPlan plan) => new(
        plan,
        BashCommand.Arguments(request.Inputs.CallName, plan.Process, plan.Profiles, plan.WorkingFolder),
        ProgramSearch.For(BashCommand.Bash, default));
}
