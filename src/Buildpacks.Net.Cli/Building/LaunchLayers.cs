using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Cli.Building;

/// <summary>A layer that becomes part of the image.</summary>
/// <param name="Buildpack">Whose it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Folder">Its folder, which is not there when the layer is kept as it is in the previous image.</param>
internal sealed record LaunchLayer(GroupElement Buildpack, string Name, string Folder)
{
    /// <summary>Its name in the results of the export.</summary>
    public string Identifier => $"{Buildpack.Id}:{Name}";
}

/// <summary>The layers of a build that become part of the image.</summary>
internal static class LaunchLayers
{
    private const string Suffix = ".toml";

    /// <summary>Finds them by their documents.</summary>
    public static IEnumerable<LaunchLayer> Find(WorkFolder work, BuildMetadataToml metadata) =>
        from buildpack in metadata.Buildpacks
        let folder = $"{work.Layers}/{buildpack.Id.FolderName}"
        where PosixFile.TryStatus(folder) is not null
        from document in PosixFile.ReadDirectory(folder)
        where document.EndsWith(Suffix, StringComparison.Ordinal) && IsLaunch($"{folder}/{document}")
        select new LaunchLayer(buildpack, document[..^Suffix.Length], $"{folder}/{document[..^Suffix.Length]}");

    // A document that cannot be read says so to the export.
    private static bool IsLaunch(string document)
    {
        try
        {
            return Path.GetFileName(document) is not ("launch.toml" or "build.toml" or "store.toml") && LayerToml.Parse(File.ReadAllText(document), document).Launch;
        }
        catch (DocumentException)
        {
            return false;
        }
    }
}
