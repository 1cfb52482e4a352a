using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>What the image says about its processes and buildpacks.</summary>
internal sealed record LaunchMetadata(IReadOnlyList<Process> Processes, IReadOnlyList<LaunchBuildpack> Buildpacks)
{
    /// <summary>Reads <c>config/metadata.toml</c> below the layers folder, and checks the API of each buildpack in it.</summary>
    /// <exception cref="LaunchException">It is missing or invalid, or a buildpack's API is not supported.</exception>
    public static LaunchMetadata Read(string layersFolder)
    {
        var path = UnixPath.Join(layersFolder, "config/metadata.toml");
        var document = Parse(path);
        var buildpacks = new List<LaunchBuildpack>(document.Buildpacks.Count);
        foreach (var buildpack in document.Buildpacks)
        {
            buildpacks.Add(new LaunchBuildpack(buildpack.Id, RequireFeatures(buildpack)));
        }

        var processes = new List<Process>(document.Processes.Count);
        foreach (var process in document.Processes)
        {
            processes.Add(Convert(process));
        }

        return new LaunchMetadata(processes, buildpacks);
    }

    /// <summary>The buildpack that made a process.</summary>
    /// <exception cref="LaunchException">It is not among the buildpacks of the image.</exception>
    public LaunchBuildpack RequireBuildpackOf(Process process)
    {
        foreach (var buildpack in Buildpacks)
        {
            if (buildpack.Id == process.BuildpackId)
            {
                return buildpack;
            }
        }

        throw new LaunchException(
            Faults.UnknownBuildpack,
            $"the process \"{process.Type}\" says that the buildpack \"{process.BuildpackId}\" made it, but metadata.toml does not list that. "
            + "Build the image again.");
    }

    private static LaunchMetadataToml Parse(string path)
    {
        try
        {
            return LaunchMetadataToml.Parse(DocumentFile.Decode(LaunchFiles.Read(path), path), path);
        }
        catch (Exception exception) when (exception is PosixException or DocumentException)
        {
            throw new LaunchException(
                Faults.Metadata,
                $"failed to read metadata: {exception.Message}. The lifecycle writes this file into the image; "
                + "is this image made by buildpacks, and is CNB_LAYERS_DIR right?",
                exception,
                ExitCodes.Failed);
        }
    }

    private static Process Convert(MetadataProcess process) => new()
    {
        Type = process.Type,
        Command = process.Command,
        Args = process.Args ?? [],
        Direct = process.Direct,
        BuildpackId = process.BuildpackId,
        WorkingFolder = process.WorkingDirectory,
        ExecEnv = process.ExecEnv ?? [],
    };

    private static BuildpackFeatures RequireFeatures(LaunchMetadataBuildpack buildpack) =>
        (ApiVersion.TryParse(buildpack.Api, out var version) ? BuildpackFeatures.TryFor(version) : null)
        ?? throw new LaunchException(
            Faults.BuildpackApi,
            $"the buildpack \"{buildpack.Id}\" uses Buildpack API \"{buildpack.Api}\", which this launcher does not support "
            + $"({string.Join(", ", BuildpackFeatures.Supported)} are). Build the image again with a matching lifecycle.",
            exitCode: ExitCodes.UnsupportedBuildpackApi);
}
