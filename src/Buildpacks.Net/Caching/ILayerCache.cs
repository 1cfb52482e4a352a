using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Caching;

/// <summary>Where layers are kept from one build to the next: a folder on a volume, or an image in a registry.</summary>
public interface ILayerCache
{
    /// <summary>Where it is, for messages.</summary>
    string Name { get; }

    /// <summary>
    /// Opens the cache: clears away what interrupted builds left, and reads what is in it. A damaged cache counts as empty.
    /// </summary>
    /// <exception cref="LifecycleException"><see cref="CacheFault.Unusable"/>: there is no cache there that could be used.</exception>
    Task<CacheMetadata> OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>Opens the uncompressed tar of a layer. Reading it to the end verifies the diffID.</summary>
    /// <exception cref="Oci.OciException">The layer is not there or cannot be read.</exception>
    Task<Stream> OpenLayerAsync(Digest diffId, CancellationToken cancellationToken = default);

    /// <summary>Begins the next state of an opened cache. Until it is committed the cache stays as it is.</summary>
    /// <exception cref="LifecycleException"><see cref="CacheFault.Unusable"/>: the cache cannot be written.</exception>
    Task<ILayerCacheUpdate> BeginUpdateAsync(CancellationToken cancellationToken = default);
}
