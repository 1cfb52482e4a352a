using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>The layers of the image: for each buildpack, in the order of metadata.toml, its layers in the order of their names.</summary>
internal static class LaunchLayers
{
    /// <summary>Looks at what is there now. A buildpack without a folder has no layers; links in place of layers are left out.</summary>
    public static Sequence<Sequence<LaunchLayer>> Scan(
        ImageFiles files, Bytes layersFolder, Sequence<LaunchBuildpack> buildpacks)
    {
        Sequence<Sequence<LaunchLayer>> all = default;
        for (var i = 0; i < buildpacks.Count; i++)
        {
            all.Add(Scan(files, Paths.Join(layersFolder, buildpacks[i].FolderName)));
        }

        return all;
    }

    private static Sequence<LaunchLayer> Scan(ImageFiles files, Bytes folder)
    {
        Sequence<LaunchLayer> layers = default;
        var entries = files.List(folder);
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].IsFolder)
            {
                layers.Add(LaunchLayer.Scan(files, Paths.Join(folder, entries[i].Name)));
            }
        }

        return layers;
    }
}
