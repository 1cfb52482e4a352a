using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Cli.Images;

/// <summary>Finds images in OCI layouts: where a person says, and where builds go that were given no place.</summary>
internal sealed class LayoutFinder(CliHost host)
{
    /// <summary>Finds the image at <c>DIR</c> or <c>DIR:TAG</c>.</summary>
    /// <exception cref="CliException">There is none.</exception>
    /// <exception cref="Oci.OciException">The layout is damaged.</exception>
    public async Task<ExistingImage> FindAsync(string text, string place, CancellationToken cancellationToken)
    {
        // The last part may be a tag, but folders may have colons too.
        var colon = place.LastIndexOf(':');
        var isFolder = colon < 0 || Directory.Exists(host.FullPath(place));
        var folder = host.FullPath(isFolder ? place : place[..colon]);
        var tag = isFolder ? null : place[(colon + 1)..];
        var name = new ImageName(text, PlaceName.OfPath(folder));
        var found = await TryFindAsync(name, new OutputTarget(OutputKind.Layout, folder), tag, cancellationToken).ConfigureAwait(false);
        return found ?? throw new CliException(CliException.NoImage, $"could not find the image {text}: " + (
            !Directory.Exists(folder) ? $"there is no folder {folder}."
            : !File.Exists($"{folder}/index.json") ? $"{folder} is no OCI image layout."
            : tag is null ? $"{folder} has none for {Oci.Images.Platform.Current}."
            : $"{folder} has none of that name for {Oci.Images.Platform.Current}."));
    }

    /// <summary>Finds what a build of this name left behind when it was given no other place; null when there was none.</summary>
    /// <exception cref="Oci.OciException">The layout is damaged.</exception>
    public async Task<ExistingImage?> TryFindBuildAsync(ImageName name, CancellationToken cancellationToken)
    {
        if (name.Text.Split('/').Contains(".."))
        {
            return null;
        }

        var place = new OutputTarget(OutputKind.Layout, OutputTarget.DefaultLayout(name.Text, host.FullPath)) { IsDefault = true };
        var tag = PlaceName.HasTag(name.Text) ? name.Reference.Tag : null;
        var found = await TryFindAsync(name, place, tag, cancellationToken).ConfigureAwait(false);
        return name.Reference.Digest is { } digest && found?.Image.Manifest?.Digest != digest ? null : found;
    }

    private static async Task<ExistingImage?> TryFindAsync(ImageName name, OutputTarget place, string? tag, CancellationToken cancellationToken)
    {
        var layout = new OciLayout(place.Path);
        if (await layout.ReadIndexAsync(cancellationToken).ConfigureAwait(false) is not { } index)
        {
            return null;
        }

        var chosen = tag ?? Choose(index, name);
        var image = await layout.FindAsync(name.Reference, chosen, null, cancellationToken).ConfigureAwait(false);
        if (image is null)
        {
            return null;
        }

        return new ExistingImage(name, image, new LayoutHome(place.Path, place.IsDefault), place) { LayoutNames = Names(index, tag, chosen) };
    }

    // Where no name was asked for and there is one image, all its names mean it.
    private static IReadOnlyList<string> Names(ImageIndex index, string? tag, string? chosen)
    {
        var named = index.Manifests.Where(item => NameOf(item) is not null).ToList();
        return tag is not null || named.DistinctBy(item => item.Digest).Count() > 1
            ? [chosen!]
            : [.. named.Select(item => NameOf(item)!).Distinct()];
    }

    private static string? Choose(ImageIndex index, ImageName name)
    {
        const string usual = "latest";
        var names = index.Manifests.Where(item => NameOf(item) is not null).ToList();
        return names.Find(item => NameOf(item) == usual) is not null ? usual
            : names.Select(item => item.Digest).Distinct().Count() <= 1 ? names.Select(NameOf).FirstOrDefault()
            : throw CliException.Usage($"{name} has several images: name one of the tags {string.Join(", ", names.Select(NameOf).Distinct())}.");
    }

    private static string? NameOf(Descriptor item) => item.Annotations?.GetValueOrDefault(OciLayout.NameAnnotation);
}
