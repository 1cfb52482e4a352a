using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Cli.Rebasing;

/// <summary>Where a rebased image goes, and what it is called there.</summary>
/// <param name="Place">The place.</param>
/// <param name="Name">Its name.</param>
/// <param name="FurtherNames">More names.</param>
internal sealed record RebaseTarget(OutputTarget Place, ImageName Name, IReadOnlyList<ImageName> FurtherNames)
{
    /// <summary>Its names in a layout; null for the tag of its name.</summary>
    public IReadOnlyList<string>? LayoutNames { get; init; }

    /// <summary>Where exactly it is, once it is written.</summary>
    public string Location => Place.Locate(Name.Reference, LayoutNames is [var name, ..] ? name : Name.Reference.Identifier);

    /// <summary>Opens the place.</summary>
    public IImageStore Open(ImageHomes homes) =>
        Place.Kind == OutputKind.Layout ? new LayoutHome(Place.Path, Place.IsDefault, names: LayoutNames) : homes.Open(Place);

    /// <summary>Chooses: what <c>--output</c> says, else where the name leads, else where the image is.</summary>
    /// <exception cref="CliException">The flags do not go together.</exception>
    public static RebaseTarget Choose(RebaseRequest request, ExistingImage source, Func<string, string> fullPath)
    {
        IReadOnlyList<ImageName> tags = [.. request.Tags.Select(PlaceName.Parse)];
        if (request.Output is { } output)
        {
            var name = PlaceName.Parse(Bare(request.Name));
            return new RebaseTarget(OutputTarget.Parse(output, request.Publish, name, fullPath), name, tags);
        }

        if (request.PreviousImage is not null)
        {
            return Beside(request.Name, source, fullPath) with { FurtherNames = tags };
        }

        return new RebaseTarget(source.Place, source.Name, [.. source.FurtherNames.Select(reference => new ImageName(reference.Name, reference)), .. tags])
        {
            LayoutNames = source.LayoutNames is [] ? null : source.LayoutNames,
        };
    }

    // A name alone means the kind of place that the previous image is in.
    private static RebaseTarget Beside(string text, ExistingImage source, Func<string, string> fullPath)
    {
        switch (text.Split(':', 2))
        {
            case ["oci", { Length: > 0 } place]:
                var colon = place.LastIndexOf(':');
                var isFolder = colon < 0 || Directory.Exists(fullPath(place));
                var folder = fullPath(isFolder ? place : place[..colon]);
                return In(new OutputTarget(OutputKind.Layout, folder), new ImageName(text, PlaceName.OfPath(folder))) with
                {
                    LayoutNames = [isFolder ? "latest" : place[(colon + 1)..]],
                };
            case ["archive", { Length: > 0 } file]:
                return In(new OutputTarget(OutputKind.Archive, fullPath(file)), new ImageName(text, PlaceName.OfPath(fullPath(file))));
            case ["docker", { Length: > 0 } name]:
                return In(new OutputTarget(OutputKind.Daemon), PlaceName.Parse(name));
            default:
                var parsed = PlaceName.Parse(text);
                return source.Place switch
                {
                    { IsDefault: true } => In(OutputTarget.Parse(null, publish: false, parsed, fullPath), parsed),
                    { Kind: OutputKind.Archive } => throw CliException.Usage(
                        $"{text} says no place, and an archive holds one image: say where it goes, --output archive:FILE."),
                    var place => In(place, parsed),
                };
        }
    }

    private static RebaseTarget In(OutputTarget place, ImageName name) => new(place, name, []);

    // With another place the name is only a name.
    private static string Bare(string text) => text.Split(':', 2) switch
    {
        ["docker", { Length: > 0 } name] => name,
        ["oci" or "archive", { Length: > 0 }] => throw CliException.Usage(
            $"{text} is no name that an image can have in another place: give a name, and {text} as --previous-image."),
        _ => text,
    };
}
