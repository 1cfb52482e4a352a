using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Sdk.Testing;

/// <summary>
/// Makes of the layers folder of one build what the next one finds there, as if the image had been exported and its layers restored
/// (Platform API, restorer).
/// </summary>
internal static class LayersOfLastBuild
{
    public static async Task RestoreAsync(string layersFolder, CancellationToken cancellationToken)
    {
        foreach (var folder in Directory.Exists(layersFolder) ? Directory.EnumerateDirectories(layersFolder) : [])
        {
            if (Path.GetFileName(folder) is "config" or "sbom")
            {
                Directory.Delete(folder, recursive: true);
            }
            else
            {
                await RestoreBuildpackAsync(folder, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The layers of one buildpack, by name.</summary>
    public static async Task<IReadOnlyList<TestedLayer>> ReadAsync(
        BuildpackId buildpack, string folder, CancellationToken cancellationToken)
    {
        var layers = new List<TestedLayer>();
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.toml") : [];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            if (LayerName.TryParse(Path.GetFileNameWithoutExtension(file), out var name) && name.IsWellFormed)
            {
                var document = await LayerToml.ReadAsync(file, cancellationToken).ConfigureAwait(false);
                layers.Add(new TestedLayer(buildpack, name, document, Path.Combine(folder, name.Value)));
            }
        }

        return layers;
    }

    private static async Task RestoreBuildpackAsync(string folder, CancellationToken cancellationToken)
    {
        // The id does not matter here: everything is found by its path.
        var id = BuildpackId.Parse(Path.GetFileName(folder));
        var layers = await ReadAsync(id, folder, cancellationToken).ConfigureAwait(false);
        var kept = layers.Where(layer => layer.Document is { Cache: true } or { Launch: true, Build: false }).ToList();
        foreach (var layer in kept)
        {
            await File.WriteAllTextAsync(
                layer.Folder + ".toml", LayerToml.MetadataOnly(layer.Document.Metadata), cancellationToken).ConfigureAwait(false);
        }

        foreach (var entry in Directory.GetFileSystemEntries(folder).Where(entry => !IsKept(entry, kept)))
        {
            Remove(entry);
        }
    }

    private static bool IsKept(string entry, List<TestedLayer> kept) =>
        Path.GetFileName(entry) == "store.toml"
        || kept.Exists(layer =>
            entry == layer.Folder + ".toml"
            || entry.StartsWith(layer.Folder + ".sbom.", StringComparison.Ordinal)
            || (entry == layer.Folder && layer.Document.Cache));

    private static void Remove(string entry)
    {
        if (Directory.Exists(entry) && new DirectoryInfo(entry).LinkTarget is null)
        {
            Directory.Delete(entry, recursive: true);
        }
        else
        {
            File.Delete(entry);
        }
    }
}
