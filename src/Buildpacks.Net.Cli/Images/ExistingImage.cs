using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Cli.Images;

/// <summary>An image that a person named, and that is there.</summary>
/// <param name="Name">What the person wrote, and the name that the image has.</param>
/// <param name="Image">The image.</param>
/// <param name="Home">Where it is.</param>
/// <param name="Place">What kind of place that is.</param>
internal sealed record ExistingImage(ImageName Name, Image Image, IImageStore Home, OutputTarget Place)
{
    /// <summary>The names in its layout that mean it: the one that was asked for, or all of them; empty for other places, and for an image without a name.</summary>
    public IReadOnlyList<string> LayoutNames { get; init; } = [];

    /// <summary>Further names that it has in its archive.</summary>
    public IReadOnlyList<ImageReference> FurtherNames { get; init; } = [];

    /// <summary>Where it is, in the form that names exactly that: <c>oci:/path:tag</c>, or the full name in a registry.</summary>
    public string Location => Place.Locate(Name.Reference, LayoutNames is [var name, ..] ? name : null);

    /// <summary>The digest of the manifest; where none is kept, that of the config.</summary>
    public string Digest => Image.Manifest?.Digest.ToString()
        ?? Image.Identifier[(Image.Identifier.LastIndexOf('@') + 1)..] switch
        {
            var digest when digest.Contains(':', StringComparison.Ordinal) => digest,
            var hex => $"sha256:{hex}",
        };
}
