using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Memory;
using Buildpacks.Net.Launcher.Shell;

namespace Buildpacks.Net.Launcher.Explain;

/// <summary>Why a process starts as it does. Making it runs no program of the image.</summary>
internal readonly unsafe struct Explanation(LaunchPlan plan, Sequence<Bytes> arguments, ProgramSearch search, bool isElsewhere)
{
    /// <summary>What would be started, in which environment.</summary>
    public LaunchPlan Plan => plan;

    /// <summary>The arguments of the program, its name first.</summary>
    public Sequence<Bytes> Arguments => arguments;

    /// <summary>Which program it is.</summary>
    public ProgramSearch Search => search;

    /// <summary>Why the program cannot start; empty when it can, or when that cannot be known from outside.</summary>
    public Bytes Problem =>
        !search.Program.IsEmpty ? default
        : arguments.Count == 0 || arguments[0].IsEmpty ? "the command is empty"u8
        : search.RelativeEntry is { } entry ? Fault.Message("it is in the relative entry \""u8).Add(entry).Add("\" of PATH"u8).Built
        : isElsewhere ? default
        : search.Error != 0 ? Bytes.FromTerminated(SystemCalls.DescribeError(search.Error))
        : "it is not in PATH"u8;

    /// <summary>The answer to a request, as it is written.</summary>
    public static Bytes Of(ExplainRequest request)
    {
        var plan = LaunchPlan.Make(request.Inputs, request.Metadata, request.Process, keepsOrigins: true);
        var explanation = plan.Process.Direct ? OfDirect(request.Inputs.Files, plan) : OfShell(request, plan);
        return request.IsJson ? JsonExplanation.Write(explanation) : TextExplanation.Write(explanation);
    }

    private static Explanation OfDirect(ImageFiles files, LaunchPlan plan)
    {
        var command = plan.Process.Command.Count > 0 ? plan.Process.Command[0] : default;
        return new Explanation(plan, DirectCommand.Arguments(plan.Process), ProgramSearch.For(files, command, plan.Variables.Value("PATH"u8)), files.IsElsewhere);
    }

    private static Explanation OfShell(ExplainRequest request, LaunchPlan plan) => new(
        plan,
        BashCommand.Arguments(request.Inputs.CallName, plan.Process, plan.Profiles, plan.WorkingFolder),
        request.Inputs.Files.IsElsewhere ? ProgramSearch.Found(BashCommand.Bash) : ProgramSearch.For(request.Inputs.Files, BashCommand.Bash, default),
        request.Inputs.Files.IsElsewhere);
}
