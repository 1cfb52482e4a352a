using System.Security.Cryptography;
using System.Text;

namespace Buildpacks.Net.Benchmarks;

/// <summary>The smallest run image: a config, and no layer.</summary>
internal static class EmptyImage
{
    public static void WriteLayout(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "blobs/sha256"));
        string config = Blob(folder, "application/vnd.oci.image.config.v1+json",
            """{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/bin:/bin"],"Labels":{"io.buildpacks.base.distro.name":"debian","io.buildpacks.base.distro.version":"12"}},"rootfs":{"type":"layers","diff_ids":[]}}""");
        string manifest = Blob(folder, "application/vnd.oci.image.manifest.v1+json",
            $$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{{config}},"layers":[]}""");
        File.WriteAllText(Path.Combine(folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        File.WriteAllText(Path.Combine(folder, "index.json"), $$"""{"schemaVersion":2,"manifests":[{{manifest}}]}""");
    }

    private static string Blob(string folder, string mediaType, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        string hex = Convert.ToHexStringLower(SHA256.HashData(bytes));
        File.WriteAllBytes(Path.Combine(folder, "blobs/sha256", hex), bytes);
        return $$"""{"mediaType":"{{mediaType}}","digest":"sha256:{{hex}}","size":{{bytes.Length}}}""";
    }
}
