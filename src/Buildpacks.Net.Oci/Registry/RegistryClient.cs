using System.Collections.Concurrent;
using System.Net;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry.Transport;

namespace Buildpacks.Net.Oci.Registry;

/// <summary>The single requests of the OCI distribution specification, to any registry.</summary>
internal sealed class RegistryClient(RegistryOptions options) : IDisposable
{
    private static readonly string ManifestTypes = string.Join(
        ", ", MediaTypes.OciIndex, MediaTypes.DockerIndex, MediaTypes.OciManifest, MediaTypes.DockerManifest);

    private readonly ConcurrentDictionary<(string Registry, bool Insecure), Lazy<RegistryConnection>> _connections = new();

    /// <summary>What the client was made with.</summary>
    public RegistryOptions Options => options;

    /// <summary>The connection for an image's registry.</summary>
    public RegistryConnection ConnectionOf(ImageReference reference)
    {
        var insecure = RegistryAddress.IsInsecure(options, reference);
        return _connections.GetOrAdd(
            (reference.Registry, insecure),
            static (key, all) => new Lazy<RegistryConnection>(() => new RegistryConnection(key.Registry, key.Insecure, all)),
            options).Value;
    }

    /// <summary>Asks whether a manifest is there, without reading it.</summary>
    public Task<RegistryResponse> HeadManifestAsync(
        ImageReference reference, bool forWriting, CancellationToken cancellationToken) => ConnectionOf(reference).SendAsync(
            ManifestRequest(HttpMethod.Head, reference, "find image") with { Writes = forWriting }, cancellationToken);

    /// <summary>Asks for a manifest or index.</summary>
    public Task<RegistryResponse> GetManifestAsync(ImageReference reference, CancellationToken cancellationToken) =>
        ConnectionOf(reference).SendAsync(ManifestRequest(HttpMethod.Get, reference, "read image"), cancellationToken);

    /// <summary>Writes a manifest.</summary>
    public Task<RegistryResponse> PutManifestAsync(
        ImageReference reference, ImageManifest manifest, CancellationToken cancellationToken) => ConnectionOf(reference).SendAsync(
            ManifestRequest(HttpMethod.Put, reference, "write image") with
            {
                Accept = null,
                Writes = true,
                Content = _ => new ReadOnlyMemoryContent(manifest.Raw)
                {
                    Headers = { ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(manifest.MediaType) },
                },
            },
            cancellationToken);

    /// <summary>Asks whether a blob is there.</summary>
    public async Task<bool> HasBlobAsync(
        ImageReference repository, Descriptor blob, bool forWriting, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest(
            HttpMethod.Head, BlobAddress(repository, blob), repository.Repository, $"find {blob.Digest} in {repository.RepositoryName}")
        {
            Writes = forWriting,
        };
        using var response = await ConnectionOf(repository).SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.IsSuccess || (response.Status == HttpStatusCode.NotFound
            ? false
            : throw await response.ToFaultAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Asks for a blob, or for what follows after some bytes of it.</summary>
    public Task<RegistryResponse> GetBlobAsync(
        ImageReference repository, Descriptor blob, long offset, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest(
            HttpMethod.Get, BlobAddress(repository, blob), repository.Repository, $"read {blob.Digest} of {repository.RepositoryName}")
        {
            RangeStart = offset > 0 ? offset : null,
        };
        return ConnectionOf(repository).SendAsync(request, cancellationToken);
    }

    /// <summary>Starts an upload, or mounts a blob from another repository, whichever the registry can.</summary>
    /// <param name="repository">Where the blob goes.</param>
    /// <param name="blob">The blob; null to only try whether an upload may be started.</param>
    /// <param name="source">A repository of the same registry that has the blob; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<RegistryResponse> StartUploadAsync(
        ImageReference repository, Descriptor? blob, ImageReference? source, CancellationToken cancellationToken)
    {
        var query = blob is not null && source is not null
            ? $"?mount={Uri.EscapeDataString(blob.Digest.ToString())}&from={Uri.EscapeDataString(source.Repository)}"
            : string.Empty;
        var request = new RegistryRequest(
            HttpMethod.Post,
            new Uri($"{repository.Repository}/blobs/uploads/{query}", UriKind.Relative),
            repository.Repository,
            $"write to {repository.RepositoryName}")
        {
            Writes = true,
            SourceRepository = source?.Repository,
        };
        return ConnectionOf(repository).SendAsync(request, cancellationToken);
    }

    public void Dispose()
    {
        foreach (var connection in _connections.Values.Where(connection => connection.IsValueCreated))
        {
            connection.Value.Dispose();
        }
    }

    private static RegistryRequest ManifestRequest(HttpMethod method, ImageReference reference, string action) => new(
        method,
        new Uri($"{reference.Repository}/manifests/{reference.Identifier}", UriKind.Relative),
        reference.Repository,
        $"{action} {reference}")
    {
        Accept = ManifestTypes,
    };

    private static Uri BlobAddress(ImageReference repository, Descriptor blob) =>
        new($"{repository.Repository}/blobs/{blob.Digest}", UriKind.Relative);
}
