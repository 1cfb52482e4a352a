using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Memory;
using Buildpacks.Net.Launcher.Toml;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>What the image says about its processes and buildpacks (Platform specification, metadata.toml).</summary>
internal readonly struct LaunchMetadata(Sequence<Process> processes, Sequence<LaunchBuildpack> buildpacks, Bytes defaultType)
{
    private static Bytes Introduction => "failed to read metadata: "u8;

    private static Bytes Advice =>
        ". The lifecycle writes this file into the image; is this image made by buildpacks, and is CNB_LAYERS_DIR right?"u8;

    /// <summary>The processes in order: of several with one type the first counts.</summary>
    public Sequence<Process> Processes => processes;

    /// <summary>The buildpacks in order.</summary>
    public Sequence<LaunchBuildpack> Buildpacks => buildpacks;

    /// <summary>The type of the process that the image starts unless told otherwise; empty when the file names none.</summary>
    public Bytes DefaultType => defaultType;

    /// <summary>Reads <c>config/metadata.toml</c> below the layers folder, and checks the API of each buildpack in it.</summary>
    public static LaunchMetadata Read(ImageFiles files, Bytes layersFolder)
    {
        var document = ReadDocument(files, Paths.Join(layersFolder, "config/metadata.toml"u8));
        Sequence<LaunchBuildpack> buildpacks = default;
        var tables = document.Tables("buildpacks"u8);
        for (var i = 0; i < tables.Count; i++)
        {
            var id = tables[i].Text("id"u8);
            buildpacks.Add(new LaunchBuildpack(id, RequireApi(id, tables[i].Text("api"u8))));
        }

        Sequence<Process> processes = default;
        tables = document.Tables("processes"u8);
        for (var i = 0; i < tables.Count; i++)
        {
            processes.Add(ReadProcess(tables[i]));
        }

        return new LaunchMetadata(processes, buildpacks, document.Text("buildpack-default-process-type"u8));
    }

    /// <summary>The buildpack that made a process; the launch fails when the image does not list it.</summary>
    public LaunchBuildpack RequireBuildpackOf(Process process)
    {
        for (var i = 0; i < buildpacks.Count; i++)
        {
            if (buildpacks[i].Id.Is(process.BuildpackId))
            {
                return buildpacks[i];
            }
        }

        throw Fault.Of(
            Faults.UnknownBuildpack,
            Fault.Message("the process \""u8).Add(process.Type).Add("\" says that the buildpack \""u8).Add(process.BuildpackId)
                .Add("\" made it, but metadata.toml does not list that. Build the image again."u8));
    }

    private static TomlDocument ReadDocument(ImageFiles files, Bytes path)
    {
        var error = files.TryRead(path, out var text);
        return error == 0
            ? TomlDocument.Read(new TomlSource(path, text)
            {
                Code = Faults.Metadata,
                ExitCode = ExitCodes.Failed,
                Introduction = Introduction,
                Advice = Advice,
            })
            : throw Fault.Of(
                Faults.Metadata, Fault.Message(Introduction).Add(Fault.Reason("read"u8, path, error).Built).Add(Advice), ExitCodes.Failed);
    }

    private static Process ReadProcess(TomlDocument table) => new()
    {
        Type = table.Text("type"u8),
        Command = table.StringOrAnything("command"u8),
        Args = table.Strings("args"u8),
        Direct = table.Flag("direct"u8),
        BuildpackId = table.Text("buildpack-id"u8),
        WorkingFolder = table.Text("working-dir"u8),
        ExecEnv = table.ExecEnv(),
        Init = table.Flag("init"u8),
    };

    private static LaunchApi RequireApi(Bytes buildpack, Bytes version) => LaunchApi.TryBuildpack(version, out var api)
        ? api
        : throw Fault.Of(
            Faults.BuildpackApi,
            Fault.Message("the buildpack \""u8).Add(buildpack).Add("\" uses Buildpack API \""u8).Add(version)
                .Add("\", which this launcher does not support ("u8).Add(LaunchApi.Range(ApiMilestones.OldestBuildpack, ApiMilestones.NewestBuildpack))
                .Add(" are). Build the image again with a matching lifecycle."u8),
            ExitCodes.UnsupportedBuildpackApi);
}
