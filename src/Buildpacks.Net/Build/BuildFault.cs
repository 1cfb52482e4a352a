using Buildpacks.Net.Execution;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Build;

/// <summary>The faults of the phase.</summary>
internal static class BuildFault
{
    /// <summary>A buildpack's <c>bin/build</c> failed or could not be run.</summary>
    public const string ProgramFailed = "BPN3501";

    /// <summary>What a buildpack left behind cannot be used.</summary>
    public const string UnusableOutput = "BPN3502";

    /// <summary>The build could not be carried out: a descriptor, a file of variables or a folder is not usable.</summary>
    public const string Impossible = "BPN3503";

    public static LifecycleException Failed(Component buildpack, ExecutableExit exit) => new(
        ProgramFailed,
        FailureKind.BuildpackBuild,
        exit.Signal == 0
            ? $"{buildpack} failed: its bin/build ended with exit code {exit.ExitCode}; see its output above."
            : $"{buildpack} failed: its bin/build was ended by signal {exit.Signal}; see its output above, or look for too little memory.");

    public static LifecycleException NotStarted(Component buildpack, IOException cause) => new(
        ProgramFailed,
        FailureKind.BuildpackBuild,
        $"{buildpack} failed: its bin/build could not be run: {cause.Message}; check that it is there and executable, and that the app folder is.",
        cause);

    public static LifecycleException Unusable(Component buildpack, string problem, Exception? cause = null) => new(
        UnusableOutput,
        FailureKind.Build,
        $"{buildpack} wrote something that cannot be used: {problem}. This is for the author of the buildpack to mend.",
        cause);

    public static LifecycleException NotPossible(string subject, Exception cause) => new(
        Impossible, FailureKind.Build, $"could not build with {subject}: {cause.Message}", cause);
}
