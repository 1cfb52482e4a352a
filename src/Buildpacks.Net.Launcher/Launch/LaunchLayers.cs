using Buildpacks.Net.Launcher.Host;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>The layers of the image: for each buildpack, in the order of metadata.toml, its layers in the order of their names.</summary>
internal static class LaunchLayers
{
    /// <summary>Looks at what is there now. A buildpack without a folder has no layers; links in place of layers are left out.</summary>
    /// <param name="layersFolder">The folder of all layers.</param>
    /// <param name="buildpacks">The buildpacks in order.</param>
    /// <exception cref="Shared.PosixException">A folder cannot be read.</exception>
    public static List<IReadOnlyList<LaunchLayer>> Scan(string layersFolder, IReadOnlyList<LaunchBuildpack> buildpacks)
    {
        var all = new List<IReadOnlyList<LaunchLayer>>(buildpacks.Count);
        foreach (var buildpack in buildpacks)
        {
            all.Add(Scan(UnixPath.Join(layersFolder, buildpack.FolderName)));
        }

        return all;
    }

    private static List<LaunchLayer> Scan(string folder)
    {
        var layers = new List<LaunchLayer>();
        foreach (var entry in LaunchFiles.List(folder) ?? [])
        {
            if (entry.IsFolder)
            {
                layers.Add(LaunchLayer.Scan(UnixPath.Join(folder, entry.Name)));
            }
        }

        return layers;
    }
}
