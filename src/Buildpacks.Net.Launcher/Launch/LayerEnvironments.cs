using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>Reads what layers do to the environment (Buildpack specification, "Environment"); the rules are the Spec's.</summary>
internal static class LayerEnvironments
{
    /// <summary>Adds what the layers of all buildpacks bring.</summary>
    /// <param name="environment">The environment so far.</param>
    /// <param name="layers">The layers of each buildpack.</param>
    /// <param name="processType">The type of the process; empty when there is none.</param>
    /// <exception cref="PosixException">A folder or file cannot be read.</exception>
    public static EnvironmentVariables Add(
        EnvironmentVariables environment, IReadOnlyList<IReadOnlyList<LaunchLayer>> layers, string processType)
    {
        foreach (var buildpack in layers)
        {
            if (buildpack.Count > 0)
            {
                environment = LaunchEnvironment.AddBuildpack(environment, Read(buildpack, processType));
            }
        }

        return environment;
    }

    private static List<LayerEnvironment> Read(IReadOnlyList<LaunchLayer> layers, string processType)
    {
        var environments = new List<LayerEnvironment>(layers.Count);
        foreach (var layer in layers)
        {
            environments.Add(new LayerEnvironment
            {
                Path = UnixPath.Below(LaunchFiles.CurrentFolder, layer.Path),
                RootFolders = RootFolders(layer),
                Folders = Folders(layer, processType),
            });
        }

        return environments;
    }

    private static List<string> RootFolders(LaunchLayer layer)
    {
        var folders = new List<string>(2);
        if (layer.Has(LayerParts.Bin))
        {
            folders.Add("bin");
        }

        if (layer.Has(LayerParts.Lib))
        {
            folders.Add("lib");
        }

        return folders;
    }

    private static List<EnvironmentFolder> Folders(LaunchLayer layer, string processType)
    {
        var folders = new List<EnvironmentFolder>(3);
        if (layer.Has(LayerParts.Env))
        {
            folders.Add(ReadFolder(UnixPath.Join(layer.Path, "env")));
        }

        if (layer.Has(LayerParts.EnvLaunch))
        {
            var folder = UnixPath.Join(layer.Path, "env.launch");
            folders.Add(ReadFolder(folder));
            if (processType.Length > 0)
            {
                folders.Add(ReadFolder(UnixPath.Join(folder, processType)));
            }
        }

        return folders;
    }

    private static EnvironmentFolder ReadFolder(string folder)
    {
        var files = new List<EnvironmentFile>();
        foreach (var entry in LaunchFiles.List(folder) ?? [])
        {
            var path = UnixPath.Join(folder, entry.Name);
            var type = entry.IsLink ? LaunchFiles.TypeOf(path) : entry.Type;
            if (type != PosixFileType.Directory)
            {
                files.Add(new EnvironmentFile(entry.Name, ReadValue(path, type)));
            }
        }

        return files.Count == 0 ? EnvironmentFolder.Empty : new EnvironmentFolder(files);
    }

    // Reading a pipe could wait for ever.
    private static string ReadValue(string path, PosixFileType type) => type is PosixFileType.Fifo or PosixFileType.Socket
        ? throw new LaunchException(Faults.Files, $"{path} must hold the value of a variable, but it is no file. Its buildpack must be repaired.")
        : PosixText.Decode(LaunchFiles.Read(path));
}
