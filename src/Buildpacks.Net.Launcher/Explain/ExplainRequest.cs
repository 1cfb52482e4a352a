using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Explain;

/// <summary>
/// The call <c>launcher --explain[=json] [process [arguments…]]</c>: what would be started, and why, is written instead of
/// starting it. Under the name of a process all arguments belong to that, also these.
/// </summary>
internal readonly struct ExplainRequest
{
    /// <summary>What the launcher was started with.</summary>
    public LaunchInputs Inputs { get; private init; }

    /// <summary>What the image says.</summary>
    public LaunchMetadata Metadata { get; private init; }

    /// <summary>The process in question.</summary>
    public Process Process { get; private init; }

    /// <summary>Whether the answer is JSON, for programs.</summary>
    public bool IsJson { get; private init; }

    /// <summary>Reads the request; false when the call is not one.</summary>
    public static bool TryRead(LaunchInputs inputs, out ExplainRequest request)
    {
        request = default;
        if (inputs.Arguments.Count == 0 || !inputs.Arguments[0].StartsWith("--explain"u8))
        {
            return false;
        }

        var api = LaunchPlan.RequirePlatformApi(inputs.PlatformApi);
        var metadata = LaunchMetadata.Read(inputs.Files, inputs.LayersFolder);
        var selection = new ProcessSelection(metadata, api, inputs.ExecEnv);
        if (selection.IsDefined(inputs.ProcessName))
        {
            return false;
        }

        request = new ExplainRequest
        {
            Inputs = inputs,
            Metadata = metadata,
            Process = Choose(metadata, selection, inputs.Arguments),
            IsJson = ReadFormat(inputs.Arguments[0]),
        };
        return true;
    }

    private static bool ReadFormat(Bytes option) =>
        option.Is("--explain=json"u8)
        || (option.Is("--explain"u8) || option.Is("--explain=text"u8)
            ? false
            : throw Fault.Of(
                Faults.Arguments,
                Fault.Message("the option "u8).Add(option).Add(" is not known. Use --explain, --explain=text or --explain=json, then the process."u8)));

    private static Process Choose(LaunchMetadata metadata, ProcessSelection selection, Sequence<Bytes> arguments)
    {
        Sequence<Bytes> given = default;
        if (arguments.Count == 1)
        {
            return selection.Select(DefaultType(metadata, selection), given);
        }

        var isType = selection.IsDefined(arguments[1]);
        given.AddAll(arguments, isType ? 2 : 1);
        return selection.Select(isType ? arguments[1] : default, given);
    }

    // The image's entrypoint says which it is, and cannot be seen from within.
    private static Bytes DefaultType(LaunchMetadata metadata, ProcessSelection selection) =>
        selection.IsDefined(metadata.DefaultType) ? metadata.DefaultType
        : metadata.Processes.Count == 1 ? metadata.Processes[0].Type
        : selection.IsDefined("web"u8) ? "web"u8
        : throw Fault.Of(
            Faults.NoCommand,
            Fault.Message("it is not clear which process to explain. Name one of the image's: "u8).Add(Types(metadata.Processes)).Add(", or a command."u8));

    private static Bytes Types(Sequence<Process> processes)
    {
        var types = processes.Count == 0 ? Fault.Message("(it has none)"u8) : default;
        for (var i = 0; i < processes.Count; i++)
        {
            types = (i > 0 ? types.Add(", "u8) : types).Add(processes[i].Type);
        }

        return types.Built;
    }
}
