using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Oci.Registry;

/// <summary>A blob at rest in a registry. Reading it verifies it; a connection that is lost meanwhile is taken up again.</summary>
/// <param name="client">Asks the registry.</param>
/// <param name="repository">The repository; tag and digest do not matter.</param>
/// <param name="descriptor">The blob.</param>
internal sealed class RegistryBlob(RegistryClient client, ImageReference repository, Descriptor descriptor) : IBlobSource
{
    /// <inheritdoc/>
    public Task<bool> ExistsAsync(CancellationToken cancellationToken = default) =>
        client.HasBlobAsync(repository, descriptor, forWriting: false, cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(CancellationToken cancellationToken = default)
    {
        var download = new BlobDownload(client, repository, descriptor);
        await download.StartAsync(cancellationToken).ConfigureAwait(false);
        return new VerifiedStream(
            download, descriptor.Digest, descriptor.Size, $"{descriptor.Digest} of {repository.RepositoryName}");
    }
}
