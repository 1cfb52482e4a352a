using Buildpacks.Net.Launcher.Host;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>Scripts and programs that a layer brings for all processes, and for one type of process.</summary>
internal static class LayerFiles
{
    /// <summary>The files of a folder of a layer, then those of its subfolder for the process type.</summary>
    /// <param name="layer">The layer's folder.</param>
    /// <param name="name">Such as <c>profile.d</c>.</param>
    /// <param name="processType">The type; empty when there is none.</param>
    /// <exception cref="Shared.PosixException">A folder cannot be read.</exception>
    public static IEnumerable<string> Of(string layer, string name, string processType)
    {
        var folder = UnixPath.Join(layer, name);
        return processType.Length == 0
            ? In(folder)
            : In(folder).Concat(In(UnixPath.Join(folder, processType)));
    }

    private static IEnumerable<string> In(string folder)
    {
        foreach (var entry in LaunchFiles.List(folder) ?? [])
        {
            if (!entry.IsFolder)
            {
                yield return UnixPath.Join(folder, entry.Name);
            }
        }
    }
}
