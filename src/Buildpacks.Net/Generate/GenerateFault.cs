using Buildpacks.Net.Execution;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Generate;

/// <summary>The faults of the phase.</summary>
internal static class GenerateFault
{
    /// <summary>An extension's <c>bin/generate</c> failed or could not be run.</summary>
    public const string ProgramFailed = "BPN3401";

    /// <summary>What an extension wrote cannot be used.</summary>
    public const string UnusableOutput = "BPN3402";

    /// <summary>The phase could not be carried out: a descriptor, a file of variables or a folder is not usable.</summary>
    public const string Impossible = "BPN3403";

    public static LifecycleException Failed(Component extension, ExecutableExit exit) => new(
        ProgramFailed,
        FailureKind.ExtensionGenerate,
        exit.Signal == 0
            ? $"the extension {extension} failed: its bin/generate ended with exit code {exit.ExitCode}; see its output above."
            : $"the extension {extension} failed: its bin/generate was ended by signal {exit.Signal}; see its output above.");

    public static LifecycleException NotStarted(Component extension, IOException cause) => new(
        ProgramFailed,
        FailureKind.ExtensionGenerate,
        $"the extension {extension} failed: its bin/generate could not be run: {cause.Message}; check that it is executable, and that the app folder is there.",
        cause);

    public static LifecycleException Unusable(Component extension, string problem, Exception? cause = null) => new(
        UnusableOutput,
        FailureKind.Generate,
        $"the extension {extension} wrote something that cannot be used: {problem}. This is for the author of the extension to mend.",
        cause);

    public static LifecycleException NotPossible(string subject, Exception cause) => new(
        Impossible, FailureKind.Generate, $"could not generate Dockerfiles with {subject}: {cause.Message}", cause);
}
