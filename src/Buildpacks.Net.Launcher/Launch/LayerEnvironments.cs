using Buildpacks.Net.Launcher.Env;
using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>What layers do to the environment (Buildpack specification, "Environment").</summary>
internal static class LayerEnvironments
{
    /// <summary>
    /// Adds what the layers of all buildpacks bring: for each buildpack first the folders of all its layers, then the files
    /// of each layer.
    /// </summary>
    /// <param name="files">The files of the image.</param>
    /// <param name="variables">The environment so far.</param>
    /// <param name="layers">The layers of each buildpack.</param>
    /// <param name="processType">The type of the process; empty when there is none.</param>
    public static void Add(ImageFiles files, ref Variables variables, Sequence<Sequence<LaunchLayer>> layers, Bytes processType)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            for (var j = 0; j < layers[i].Count; j++)
            {
                AddFolders(files, ref variables, layers[i][j]);
            }

            for (var j = 0; j < layers[i].Count; j++)
            {
                AddFiles(files, ref variables, layers[i][j], processType);
            }
        }
    }

    private static void AddFolders(ImageFiles files, ref Variables variables, LaunchLayer layer)
    {
        if (layer.Has(LayerParts.Bin))
        {
            EnvironmentRules.PrependFolder(ref variables, "PATH"u8, Absolute(files, layer, "bin"u8));
        }

        if (layer.Has(LayerParts.Lib))
        {
            EnvironmentRules.PrependFolder(ref variables, "LD_LIBRARY_PATH"u8, Absolute(files, layer, "lib"u8));
        }
    }

    // The layers folder may be given relative to the application's.
    private static Bytes Absolute(ImageFiles files, LaunchLayer layer, Bytes name) =>
        Paths.Join(Paths.IsRooted(layer.Path) ? layer.Path : Paths.Join(files.Current(), layer.Path), name);

    private static void AddFiles(ImageFiles files, ref Variables variables, LaunchLayer layer, Bytes processType)
    {
        if (layer.Has(LayerParts.Env))
        {
            EnvironmentRules.Apply(ref variables, ReadFolder(files, Paths.Join(layer.Path, "env"u8)));
        }

        if (layer.Has(LayerParts.EnvLaunch))
        {
            var folder = Paths.Join(layer.Path, "env.launch"u8);
            EnvironmentRules.Apply(ref variables, ReadFolder(files, folder));
            if (!processType.IsEmpty)
            {
                EnvironmentRules.Apply(ref variables, ReadFolder(files, Paths.Join(folder, processType)));
            }
        }
    }

    private static Sequence<EnvironmentFile> ReadFolder(ImageFiles files, Bytes folder)
    {
        Sequence<EnvironmentFile> read = default;
        var entries = files.List(folder);
        for (var i = 0; i < entries.Count; i++)
        {
            var path = Paths.Join(folder, entries[i].Name);
            var type = entries[i].IsLink ? files.TypeOf(path) : entries[i].Type;
            if (type != FileType.Folder)
            {
                read.Add(new EnvironmentFile(entries[i].Name, path, ReadValue(files, path, type)));
            }
        }

        return read;
    }

    // Reading a pipe could wait for ever.
    private static Bytes ReadValue(ImageFiles files, Bytes path, FileType type) => type is FileType.Pipe or FileType.Socket
        ? throw Fault.Of(
            Faults.Files,
            default(BytesBuilder).Add(path).Add(" must hold the value of a variable, but it is no file. Its buildpack must be repaired."u8))
        : files.Read(path);
}
