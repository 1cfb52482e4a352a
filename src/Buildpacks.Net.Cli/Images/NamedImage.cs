using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Cli.Images;

/// <summary>An image that a person named, and the place it is in.</summary>
/// <param name="Name">Its name in documents and messages.</param>
/// <param name="Home">Where it is.</param>
internal sealed record NamedImage(ImageName Name, IImageStore Home)
{
    /// <summary>Reads <c>oci:DIR</c>, <c>archive:FILE</c>, <c>docker:NAME</c>, or a name in a registry.</summary>
    /// <param name="text">What the person wrote.</param>
    /// <param name="homes">The places.</param>
    /// <param name="host">What the process was given.</param>
    /// <param name="asksDaemon">Whether a bare name is looked for in the daemon first.</param>
    /// <exception cref="CliException">It names no image.</exception>
    public static NamedImage Parse(string text, ImageHomes homes, CliHost host, bool asksDaemon)
    {
        try
        {
            return text.Split(':', 2) switch
            {
                ["oci", { Length: > 0 } place] => InLayout(place, host),
                ["archive", { Length: > 0 } file] => new NamedImage(Label(file, "latest"), new Oci.Archives.ArchiveImageStore(host.FullPath(file))),
                ["docker", { Length: > 0 } name] => new NamedImage(ImageName.Parse(name), homes.Daemon),
                _ when asksDaemon => new NamedImage(ImageName.Parse(text), new EitherHome(homes.Daemon, homes.Registries)),
                _ => new NamedImage(ImageName.Parse(text), homes.Registries),
            };
        }
        catch (OciException fault)
        {
            throw new CliException(CliException.BadArguments, $"'{text}' names no image: {fault.Message}", fault);
        }
    }

    private static NamedImage InLayout(string place, CliHost host)
    {
        // The last part may be a tag, but folders may have colons too.
        var full = host.FullPath(place);
        var colon = place.LastIndexOf(':');
        return Directory.Exists(full) || colon < 0
            ? new NamedImage(Label(full, "latest"), new LayoutHome(full, anyName: true))
            : new NamedImage(Label(place[..colon], place[(colon + 1)..]), new LayoutHome(host.FullPath(place[..colon])));
    }

    private static ImageName Label(string path, string tag) => ImageName.Parse($"{PlaceName.OfPath(path).RepositoryName}:{tag}");
}
