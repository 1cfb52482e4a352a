using Buildpacks.Net.Launcher.Env;
using Buildpacks.Net.Launcher.Memory;
using Buildpacks.Net.Launcher.Shell;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>
/// What will start and in which environment, before any program of the image has run (Platform specification, "launcher";
/// Buildpack specification, "Launch"). Making it writes nothing; what changes is the working directory.
/// </summary>
internal readonly struct LaunchPlan
{
    /// <summary>The process.</summary>
    public Process Process { get; private init; }

    /// <summary>The folder it starts in.</summary>
    public Bytes WorkingFolder { get; private init; }

    /// <summary>Its environment, without what exec.d programs and profile scripts will set.</summary>
    public Variables Variables { get; private init; }

    /// <summary>The exec.d programs in order.</summary>
    public Sequence<Bytes> ExecD { get; private init; }

    /// <summary>The profile scripts in order; none for a direct process.</summary>
    public Sequence<Bytes> Profiles { get; private init; }

    /// <summary>Whether the launcher stays as the init process.</summary>
    public bool Init { get; private init; }

    /// <summary>Chooses the process and makes its environment; the launch fails when that cannot be.</summary>
    public static LaunchPlan Make(LaunchInputs inputs)
    {
        var api = RequirePlatformApi(inputs.PlatformApi);
        var metadata = LaunchMetadata.Read(inputs.Files, inputs.LayersFolder);
        var process = new ProcessSelection(metadata, api, inputs.ExecEnv).Select(inputs.ProcessName, inputs.Arguments);
        return Make(inputs, metadata, process, keepsOrigins: false);
    }

    /// <summary>Makes the environment of a process that has been chosen.</summary>
    public static LaunchPlan Make(LaunchInputs inputs, LaunchMetadata metadata, Process process, bool keepsOrigins)
    {
        inputs.Files.Enter(inputs.AppFolder);
        var layers = LaunchLayers.Scan(inputs.Files, inputs.LayersFolder, metadata.Buildpacks);
        var variables = InheritedEnvironment.Read(inputs.Environment, keepsOrigins);
        LayerEnvironments.Add(inputs.Files, ref variables, layers, process.Type);
        return new LaunchPlan
        {
            Process = process,
            WorkingFolder = process.WorkingFolder.IsEmpty ? inputs.AppFolder : process.WorkingFolder,
            Variables = variables,
            ExecD = LayerFiles.Find(inputs.Files, layers, LayerParts.ExecD, "exec.d"u8, process.Type),
            Profiles = process.Direct ? default : FindProfiles(inputs, metadata, process, layers),
            Init = inputs.Init ?? process.Init,
        };
    }

    /// <summary>What the version of the Platform API has; the launch fails when it is not supported.</summary>
    public static LaunchApi RequirePlatformApi(Bytes given) => LaunchApi.TryPlatform(given, out var api)
        ? api
        : throw Fault.Of(
            Faults.PlatformApi,
            (given.IsEmpty
                ? Fault.Message("CNB_PLATFORM_API is not set"u8)
                : Fault.Message("CNB_PLATFORM_API is \""u8).Add(given).Add("\", which this launcher does not support"u8))
            .Add(". Set it to one of "u8).Add(LaunchApi.Range(ApiMilestones.OldestPlatform, ApiMilestones.NewestPlatform))
            .Add("; images made by buildpacks do."u8),
            ExitCodes.UnsupportedPlatformApi);

    private static Sequence<Bytes> FindProfiles(
        LaunchInputs inputs, LaunchMetadata metadata, Process process, Sequence<Sequence<LaunchLayer>> layers)
    {
        if (process.Args.Count > 0 && !process.BuildpackId.IsEmpty)
        {
            _ = metadata.RequireBuildpackOf(process);
        }

        return ProfileScripts.Find(inputs.Files, layers, process.Type, inputs.AppFolder);
    }
}
