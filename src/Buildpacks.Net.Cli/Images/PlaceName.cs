using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Cli.Images;

/// <summary>Reads what a person wrote for an image.</summary>
internal static class PlaceName
{
    /// <summary>Reads a name that an image has in a registry, in a daemon or in ./out.</summary>
    /// <exception cref="CliException">No image can have it. Credentials that stand in it are not repeated.</exception>
    public static ImageName Parse(string text)
    {
        var shown = Redaction.OfName(text);
        if (text.StartsWith('/') || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal) || text is "." or "..")
        {
            throw CliException.Usage($"'{shown}' is a path, not the name of an image: write oci:{shown} for a layout, archive:{shown} for a file.");
        }

        try
        {
            return ImageName.Parse(text);
        }
        catch (OciException) when (shown != text)
        {
            throw CliException.Usage(
                $"'{shown}' names no image: names hold no user and password; credentials are taken from CNB_REGISTRY_AUTH or the Docker configuration.");
        }
        catch (OciException fault)
        {
            throw CliException.Usage($"{fault.Message.TrimEnd('.')}; give a name, oci:DIR, archive:FILE or docker:NAME.");
        }
    }

    /// <summary>Whether a name says a tag or a digest.</summary>
    public static bool HasTag(string text) => text.Contains('@', StringComparison.Ordinal) || text.LastIndexOf(':') > text.LastIndexOf('/');

    /// <summary>The name that an image of a folder or file has: that of the folder, without the way there.</summary>
    public static ImageReference OfPath(string path)
    {
        var name = new string([.. Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path)).ToLowerInvariant()
            .Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');
        return ImageReference.Parse($"{LocalRegistry}/{(name.Length < 2 ? "image" : name)}:latest");
    }

    /// <summary>Stands for the registry in names of images that are in none.</summary>
    public const string LocalRegistry = "layout.local";
}
