using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Buildpacks.Net.Conformance.Images;

/// <summary>As much of the registry protocol as judging needs: the suite trusts no code of the lifecycle it judges. Repositories are named with their registry.</summary>
internal sealed class RegistryClient(HttpClient client)
{
    private static readonly string[] Manifests =
    [
        "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json",
    ];

    public static string DigestOf(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    public async Task PushBlobAsync(string repository, byte[] content, CancellationToken cancellationToken)
    {
        using HttpResponseMessage started = await client.PostAsync(Address(repository, "blobs/uploads/"), null, cancellationToken);
        started.EnsureSuccessStatusCode();
        var location = new Uri(Address(repository, ""), started.Headers.Location!);
        var target = new Uri($"{location}{(location.Query.Length > 0 ? '&' : '?')}digest={DigestOf(content)}");
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using HttpResponseMessage put = await client.PutAsync(target, body, cancellationToken);
        put.EnsureSuccessStatusCode();
    }

    public async Task PushManifestAsync(string repository, string tag, byte[] manifest, string mediaType, CancellationToken cancellationToken)
    {
        using var body = new ByteArrayContent(manifest);
        body.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        using HttpResponseMessage put = await client.PutAsync(Address(repository, $"manifests/{tag}"), body, cancellationToken);
        put.EnsureSuccessStatusCode();
    }

    /// <summary>A manifest as it is stored, or null when there is none of that name.</summary>
    public async Task<byte[]?> ManifestAsync(string repository, string name, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(repository, $"manifests/{name}"));
        foreach (string type in Manifests)
        {
            request.Headers.Accept.ParseAdd(type);
        }

        using HttpResponseMessage answer = await client.SendAsync(request, cancellationToken);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(cancellationToken) : null;
    }

    public Task<byte[]> BlobAsync(string repository, string digest, CancellationToken cancellationToken) =>
        client.GetByteArrayAsync(Address(repository, $"blobs/{digest}"), cancellationToken);

    private static Uri Address(string repository, string rest)
    {
        string[] parts = repository.Split('/', 2);
        return new Uri($"http://{parts[0]}/v2/{parts[1]}/{rest}");
    }
}
