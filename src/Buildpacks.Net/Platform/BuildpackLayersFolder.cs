using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Platform;

/// <summary>The folder of one buildpack in the layers folder (Buildpack API, layers): its layers and its data.</summary>
/// <param name="Buildpack">Whose folder it is.</param>
/// <param name="Layers">The layers, sorted by the bytes of their names.</param>
/// <param name="Store">store.toml; null when there is none.</param>
internal sealed record BuildpackLayersFolder(GroupElement Buildpack, IReadOnlyList<LayerFolder> Layers, StoreToml? Store)
{
    private const string DocumentSuffix = ".toml";

    /// <summary>The path of a buildpack's folder.</summary>
    public static string PathOf(string layersDirectory, GroupElement buildpack) => $"{layersDirectory}/{buildpack.Id.FolderName}";

    /// <summary>
    /// Reads the folder; one that is not there is empty. A layer is a folder, or has a document; the documents launch.toml,
    /// build.toml and store.toml describe no layer unless a folder of that name is there.
    /// </summary>
    /// <exception cref="Spec.DocumentException">store.toml cannot be read.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static async Task<BuildpackLayersFolder> ReadAsync(
        string layersDirectory, GroupElement buildpack, CancellationToken cancellationToken)
    {
        var path = PathOf(layersDirectory, buildpack);
        var entries = PosixFile.TryStatus(path) is null ? [] : PosixFile.ReadDirectory(path);
        var folders = entries.Where(name => PosixFile.TryStatusOfLink($"{path}/{name}")?.Type == PosixFileType.Directory).ToHashSet();
        var documents = entries
            .Where(name => !folders.Contains(name) && name.EndsWith(DocumentSuffix, StringComparison.Ordinal))
            .Select(name => name[..^DocumentSuffix.Length])
            .ToList();
        var names = folders.Concat(documents.Except(["launch", "build", "store"])).Distinct()
            .Where(name => LayerName.TryParse(name, out _));
        var layers = new List<LayerFolder>();
        foreach (var name in names.Order(PosixText.ByteOrder))
        {
            layers.Add(await LayerFolder.ReadAsync(buildpack.Id, $"{path}/{name}", cancellationToken).ConfigureAwait(false));
        }

        var store = documents.Contains("store")
            ? await StoreToml.ReadAsync($"{path}/store.toml", cancellationToken).ConfigureAwait(false)
            : null;
        return new BuildpackLayersFolder(buildpack, layers, store);
    }
}
