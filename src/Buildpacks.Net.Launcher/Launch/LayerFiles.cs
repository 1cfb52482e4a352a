using Buildpacks.Net.Launcher.Host;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>Scripts and programs that a layer brings for all processes, and for one type of process.</summary>
internal static class LayerFiles
{
    /// <summary>Adds the files of a folder of a layer, then those of its subfolder for the process type.</summary>
    /// <param name="files">Where to add them.</param>
    /// <param name="layer">The layer's folder.</param>
    /// <param name="name">Such as <c>profile.d</c>.</param>
    /// <param name="processType">The type; empty when there is none.</param>
    /// <exception cref="Shared.PosixException">A folder cannot be read.</exception>
    public static void Add(List<string> files, string layer, string name, string processType)
    {
        var folder = UnixPath.Join(layer, name);
        Add(files, folder);
        if (processType.Length > 0)
        {
            Add(files, UnixPath.Join(folder, processType));
        }
    }

    private static void Add(List<string> files, string folder)
    {
        foreach (var entry in LaunchFiles.List(folder) ?? [])
        {
            if (!entry.IsFolder)
            {
                files.Add(UnixPath.Join(folder, entry.Name));
            }
        }
    }
}
