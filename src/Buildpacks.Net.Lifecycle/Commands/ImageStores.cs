using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>The homes of images that a call works with. Made before privileges are dropped: credentials and sockets may be root's.</summary>
/// <param name="Images">Where the app and run images are.</param>
/// <param name="Registries">The registries, where a cache image always is.</param>
internal sealed record ImageStores(IImageStore Images, IImageStore Registries)
{
    /// <summary>Whether <see cref="Images"/> is a registry.</summary>
    public bool IsRegistry => ReferenceEquals(Images, Registries);

    /// <summary>Opens them.</summary>
    public static ImageStores Open(CommandContext context)
    {
        IImageStore registries = null!;
        return context.Settings switch
        {
            { UseLayout: true, LayoutFolder: { } folder } => new ImageStores(new LayoutImageStore(folder), registries),
            _ => new ImageStores(registries, registries),
        };
    }

    /// <summary>How documents name an image of <see cref="Images"/>: in the platform's words, or by the folder of its layout.</summary>
    public string NameInDocuments(Platform.ImageName name) =>
        Images is LayoutImageStore layouts ? layouts.LayoutOf(name.Reference).Directory : name.Text;
}
