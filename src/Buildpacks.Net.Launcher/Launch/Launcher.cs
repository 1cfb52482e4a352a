using Buildpacks.Net.Launcher.ExecD;
using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Shell;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Env;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>
/// Prepares the start of an application (Platform specification, "launcher"; Buildpack specification, "Launch"). It writes
/// nothing; what it changes in this process is the working directory.
/// </summary>
internal static class Launcher
{
    /// <summary>Chooses the process, makes its environment and puts its call together.</summary>
    /// <exception cref="LaunchException">The application cannot be started.</exception>
    /// <exception cref="Shared.PosixException">A folder or file of the image cannot be read.</exception>
    public static ProgramStart Prepare(LaunchInputs inputs)
    {
        var features = RequirePlatformApi(inputs.PlatformApi);
        var metadata = LaunchMetadata.Read(inputs.LayersFolder);
        var process = new ProcessSelection(metadata, features, inputs.ExecEnv).Select(inputs);
        LaunchFiles.Enter(inputs.AppFolder);

        var layers = LaunchLayers.Scan(inputs.LayersFolder, metadata.Buildpacks);
        var inherited = LaunchEnvironment.FromInherited(EnvironmentVariables.FromEntries(inputs.Environment));
        var prepared = LayerEnvironments.Add(inherited, layers, process.Type);
        var environment = ExecDPrograms.Run(ExecDPrograms.Find(layers, process.Type), prepared);

        return process.Direct
            ? Direct(inputs, process, environment)
            : ThroughShell(inputs, metadata, process, layers, environment);
    }

    private static PlatformFeatures RequirePlatformApi(string given) =>
        (ApiVersion.TryParse(given, out var version) ? PlatformFeatures.TryFor(version) : null)
        ?? throw new LaunchException(
            Faults.PlatformApi,
            (given.Length == 0
                ? $"{LaunchInputs.PlatformApiVariable} is not set"
                : $"{LaunchInputs.PlatformApiVariable} is \"{given}\", which this launcher does not support")
            + $". Set it to one of {string.Join(", ", PlatformFeatures.Supported)}; images made by buildpacks do.",
            exitCode: ExitCodes.UnsupportedPlatformApi);

    private static ProgramStart Direct(LaunchInputs inputs, Process process, EnvironmentVariables environment)
    {
        var start = DirectCommand.Compose(process, environment["PATH"], environment.ToEntries());
        LaunchFiles.Enter(WorkingFolder(inputs, process));
        return start;
    }

    private static ProgramStart ThroughShell(
        LaunchInputs inputs,
        LaunchMetadata metadata,
        Process process,
        IReadOnlyList<IReadOnlyList<LaunchLayer>> layers,
        EnvironmentVariables environment)
    {
        var profiles = ProfileScripts.Find(layers, process.Type, inputs.AppFolder);
        if (process.Args.Count > 0 && process.BuildpackId.Length > 0)
        {
            metadata.RequireBuildpackOf(process);
        }

        return BashCommand.Compose(
            inputs.CallName, process, profiles, WorkingFolder(inputs, process), environment.ToEntries());
    }

    private static string WorkingFolder(LaunchInputs inputs, Process process) =>
        process.WorkingFolder.Length == 0 ? inputs.AppFolder : process.WorkingFolder;
}
