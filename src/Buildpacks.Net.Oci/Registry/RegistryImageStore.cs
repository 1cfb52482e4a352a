using System.Net;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry.Transport;

namespace Buildpacks.Net.Oci.Registry;

/// <summary>
/// Images in registries (OCI distribution specification). One store serves all registries; it keeps connections and
/// tokens, so it is worth keeping for a whole build. Safe for concurrent use.
/// </summary>
public sealed class RegistryImageStore : IImageStore, IDisposable
{
    private readonly RegistryClient _client;
    private readonly RegistryImageReader _reader;
    private readonly RegistryImageWriter _writer;

    /// <summary>Makes a store. Nothing is connected to before it is needed.</summary>
    /// <param name="options">How registries are talked to; null for the defaults.</param>
    public RegistryImageStore(RegistryOptions? options = null)
    {
        _client = new RegistryClient(options ?? new RegistryOptions());
        _reader = new RegistryImageReader(_client);
        _writer = new RegistryImageWriter(_client);
    }

    /// <summary>Finds an image, and says why if it does not.</summary>
    /// <param name="reference">Its name.</param>
    /// <param name="platform">Which image is meant where the name is an index; null for linux on this machine's CPU.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OciException">What the registry holds is damaged, or it does not follow the protocol.</exception>
    public Task<RegistryLookup> LookUpAsync(
        ImageReference reference, Platform? platform = null, CancellationToken cancellationToken = default) =>
        _reader.FindAsync(reference, platform ?? Platform.Current, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>
    /// A registry that answers in its error format that we are not authorized counts as one that has no such image: that
    /// is how many say so, and whether writing is allowed is another question.
    /// </remarks>
    public async Task<Image?> FindAsync(
        ImageReference reference, Platform? platform = null, CancellationToken cancellationToken = default)
    {
        var found = await LookUpAsync(reference, platform, cancellationToken).ConfigureAwait(false);
        return found.Status switch
        {
            RegistryLookupStatus.Found => found.Image,
            RegistryLookupStatus.Absent or RegistryLookupStatus.PlatformAbsent => null,
            RegistryLookupStatus.Unauthorized when found.Fault!.RegistryCodes.Count > 0 => null,
            _ => throw found.Fault!,
        };
    }

    /// <inheritdoc/>
    public Task<SavedImage> SaveAsync(
        NewImage image,
        ImageReference name,
        IReadOnlyList<ImageReference> additionalNames,
        CancellationToken cancellationToken = default) =>
        _writer.SaveAsync(image, [.. additionalNames.Prepend(name).Distinct()], cancellationToken);

    /// <inheritdoc/>
    public Task SendAheadAsync(ImageLayer layer, ImageReference name, CancellationToken cancellationToken = default) =>
        _writer.SendAheadAsync(layer, name, cancellationToken);

    /// <inheritdoc/>
    public ImageReference? OriginOf(ImageReference name) => name;

    /// <inheritdoc/>
    /// <remarks>An image that is not there may be read as far as the registry is concerned.</remarks>
    public Task<ImageAccess> CheckReadAsync(ImageReference reference, CancellationToken cancellationToken = default) =>
        CheckAsync(async () =>
        {
            using var response = await _client.HeadManifestAsync(reference, forWriting: false, cancellationToken)
                .ConfigureAwait(false);
            return response.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                ? await response.ToFaultAsync(cancellationToken).ConfigureAwait(false)
                : null;
        });

    /// <inheritdoc/>
    public Task<ImageAccess> CheckWriteAsync(ImageReference reference, CancellationToken cancellationToken = default) =>
        CheckAsync(async () =>
        {
            using var response = await _client.StartUploadAsync(reference, null, null, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccess)
            {
                return await response.ToFaultAsync(cancellationToken).ConfigureAwait(false);
            }

            if (response.Location is { } session)
            {
                await CancelUploadAsync(reference, session, cancellationToken).ConfigureAwait(false);
            }

            return null;
        });

    /// <summary>Closes all connections.</summary>
    public void Dispose() => _client.Dispose();

    private static async Task<ImageAccess> CheckAsync(Func<Task<RegistryException?>> check)
    {
        try
        {
            var fault = await check().ConfigureAwait(false);
            return new ImageAccess(fault is null, fault?.Message);
        }
        catch (RegistryException fault)
        {
            return new ImageAccess(false, fault.Message);
        }
    }

    private async Task CancelUploadAsync(ImageReference reference, Uri session, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest(
            HttpMethod.Delete, session, reference.Repository, $"write to {reference.RepositoryName}")
        {
            Writes = true,
            Repeatable = false,
        };
        try
        {
            using var response = await _client.ConnectionOf(reference).SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (RegistryException)
        {
            // The answer to the question is known; registries remove forgotten uploads by themselves.
        }
    }
}
