using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Cli.Building;

/// <summary>The layers of a build that become part of the image.</summary>
internal static class LaunchLayers
{
    /// <summary>The folders of those whose content is here.</summary>
    public static IEnumerable<string> Folders(WorkFolder work, BuildMetadataToml metadata) => metadata.Buildpacks
        .Select(buildpack => $"{work.Layers}/{buildpack.Id.FolderName}")
        .Where(folder => PosixFile.TryStatus(folder) is not null)
        .SelectMany(folder => PosixFile.ReadDirectory(folder).Select(layer => $"{folder}/{layer}"))
        .Where(layer => PosixFile.TryStatusOfLink(layer)?.Type == PosixFileType.Directory && IsLaunch(layer + ".toml"));

    /// <summary>Whether the document of a layer says that it is for the image. One that cannot be read says so to the export.</summary>
    public static bool IsLaunch(string document)
    {
        try
        {
            return File.Exists(document) && LayerToml.Parse(File.ReadAllText(document), document).Launch;
        }
        catch (DocumentException)
        {
            return false;
        }
    }
}
