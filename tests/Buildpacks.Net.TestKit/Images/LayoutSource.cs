using System.Text.Json;

namespace Buildpacks.Net.TestKit.Images;

/// <summary>An OCI image layout in a folder.</summary>
internal sealed class LayoutSource(string folder) : IImageSource
{
    public async Task<(byte[] Bytes, string MediaType)> ManifestAsync(string reference)
    {
        using var version = JsonDocument.Parse(await File.ReadAllBytesAsync($"{folder}/oci-layout"));
        Verdict.Require(version.RootElement.GetProperty("imageLayoutVersion").GetString() == "1.0.0", "oci-layout names version 1.0.0");
        using var index = JsonDocument.Parse(await File.ReadAllBytesAsync($"{folder}/index.json"));
        var named = index.RootElement.GetProperty("manifests").EnumerateArray().Where(entry => Name(entry) == reference).ToList();
        Verdict.Require(named.Count == 1, $"one manifest of {folder} is named {reference}, and not {named.Count}");
        var bytes = await BlobAsync(named[0].GetProperty("digest").GetString()!);
        Verdict.Require(bytes.Length == named[0].GetProperty("size").GetInt64(), "the index gives the manifest's size");
        return (bytes, named[0].GetProperty("mediaType").GetString()!);
    }

    public Task<byte[]> BlobAsync(string digest) => File.ReadAllBytesAsync($"{folder}/blobs/{digest.Replace(':', '/')}");

    private static string? Name(JsonElement entry) =>
        entry.TryGetProperty("annotations", out var annotations) && annotations.TryGetProperty("org.opencontainers.image.ref.name", out var name)
            ? name.GetString()
            : null;
}
