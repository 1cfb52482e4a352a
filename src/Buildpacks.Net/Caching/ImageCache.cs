using System.Text;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buildpacks.Net.Caching;

/// <summary>A layer cache in an image without a base. An image that cannot be used counts as an empty cache.</summary>
/// <param name="images">Where the image is.</param>
/// <param name="reference">Its name.</param>
/// <param name="spoolDirectory">A folder for files needed while the image is written.</param>
/// <param name="log">Receives what is worth telling.</param>
public sealed class ImageCache(IImageStore images, ImageReference reference, string spoolDirectory, ILogger? log = null) : ILayerCache
{
    private readonly ILogger _log = log ?? NullLogger.Instance;
    private Image? _image;

    /// <inheritdoc/>
    public string Name => reference.Name;

    /// <inheritdoc/>
    public async Task<CacheMetadata> OpenAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            _image = await images.FindAsync(reference, platform: null, cancellationToken).ConfigureAwait(false);
        }
        catch (OciException fault) when (IsDamage(fault))
        {
            CacheLog.ImageIgnored(_log, Name, fault.Message);
        }
        catch (OciException fault)
        {
            throw CacheFault.Cannot("open", Name, fault);
        }

        var label = _image?.Config.GetLabel(CacheMetadata.Name);
        return label is null ? CacheMetadata.Empty : CacheMetadata.TryParse(Encoding.UTF8.GetBytes(label)) ?? CacheMetadata.Empty;
    }

    /// <inheritdoc/>
    public Task<Stream> OpenLayerAsync(Digest diffId, CancellationToken cancellationToken = default) =>
        (_image?.FindLayer(diffId) ?? throw new OciException(OciErrors.MissingBlob, $"{Name} has no layer {diffId}."))
        .OpenTarAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<ILayerCacheUpdate> BeginUpdateAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<ILayerCacheUpdate>(new ImageCacheUpdate(images, reference, _image, spoolDirectory));

    private static bool IsDamage(OciException fault) =>
        fault.Code is OciErrors.ContentMismatch or OciErrors.InvalidDocument or OciErrors.InvalidLayout or OciErrors.MissingBlob;
}
