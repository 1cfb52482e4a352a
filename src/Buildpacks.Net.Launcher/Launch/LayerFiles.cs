using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>Scripts and programs that layers bring for all processes, and for one type of process.</summary>
internal static class LayerFiles
{
    /// <summary>Those of all layers in the order they run: of each layer first those for all processes, then those for the type.</summary>
    /// <param name="files">The files of the image.</param>
    /// <param name="layers">The layers of each buildpack.</param>
    /// <param name="part">Which of the layers' folders.</param>
    /// <param name="name">The folder's name, such as <c>profile.d</c>.</param>
    /// <param name="processType">The type; empty when there is none.</param>
    public static Sequence<Bytes> Find(
        ImageFiles files, Sequence<Sequence<LaunchLayer>> layers, LayerParts part, Bytes name, Bytes processType)
    {
        Sequence<Bytes> found = default;
        for (var i = 0; i < layers.Count; i++)
        {
            for (var j = 0; j < layers[i].Count; j++)
            {
                if (layers[i][j].Has(part))
                {
                    Add(ref found, files, Paths.Join(layers[i][j].Path, name), processType);
                }
            }
        }

        return found;
    }

    private static void Add(ref Sequence<Bytes> found, ImageFiles files, Bytes folder, Bytes processType)
    {
        Add(ref found, files, folder);
        if (!processType.IsEmpty)
        {
            Add(ref found, files, Paths.Join(folder, processType));
        }
    }

    private static void Add(ref Sequence<Bytes> found, ImageFiles files, Bytes folder)
    {
        var entries = files.List(folder);
        for (var i = 0; i < entries.Count; i++)
        {
            if (!entries[i].IsFolder)
            {
                found.Add(Paths.Join(folder, entries[i].Name));
            }
        }
    }
}
