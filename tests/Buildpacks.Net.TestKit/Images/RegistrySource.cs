using System.Net.Http.Headers;
using System.Text;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.TestKit.Images;

/// <summary>A repository of a plain HTTP registry, read with a client that shares nothing with the product.</summary>
internal sealed class RegistrySource : IImageSource, IDisposable
{
    private readonly HttpClient _client = new();
    private readonly string _address;

    public RegistrySource(string host, string repository, bool hasPassword)
    {
        _address = $"http://{host}/v2/{repository}";
        if (hasPassword)
        {
            var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{DockerRegistry.User}:{DockerRegistry.Password}"));
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", login);
        }
    }

    public async Task<(byte[] Bytes, string MediaType)> ManifestAsync(string reference)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{_address}/manifests/{reference}"));
        request.Headers.Accept.ParseAdd("application/vnd.oci.image.manifest.v1+json");
        request.Headers.Accept.ParseAdd("application/vnd.docker.distribution.manifest.v2+json");
        using var response = (await _client.SendAsync(request)).EnsureSuccessStatusCode();
        return (await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentType!.MediaType!);
    }

    public Task<byte[]> BlobAsync(string digest) => _client.GetByteArrayAsync(new Uri($"{_address}/blobs/{digest}"));

    public void Dispose() => _client.Dispose();
}
