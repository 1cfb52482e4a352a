using System.Text;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.Oci.Registry.Auth;
using Buildpacks.Net.TestKit.MadeUp;

namespace Buildpacks.Net.Oci.Tests.Images;

/// <summary>Whatever a registry answers, it is read or refused.</summary>
[Trait("kind", "fuzz")]
public sealed class MadeUpDocuments
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private const string Manifest =
        $$$$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:{{{{Hex}}}}","size":7},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:{{{{Hex}}}}","size":70,"annotations":{"a":"b"}}],"annotations":{"k":"v"},"subject":{"mediaType":"m","digest":"sha256:{{{{Hex}}}}","size":1}}""";

    private const string Index =
        $$$$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:{{{{Hex}}}}","size":7,"platform":{"os":"linux","architecture":"arm64","variant":"v8","os.features":["x"]},"annotations":{"org.opencontainers.image.ref.name":"latest"}}]}""";

    private const string Config =
        $$$$"""{"architecture":"arm64","author":"a","created":"1980-01-01T00:00:01.5Z","os":"linux","os.version":"1","variant":"v8","history":[{"created":"1980-01-01T00:00:01Z","created_by":"x","empty_layer":true}],"rootfs":{"type":"layers","diff_ids":["sha256:{{{{Hex}}}}"]},"config":{"Cmd":["a"],"Entrypoint":["b"],"Env":["A=1","=","B"],"Labels":{"l":"\u003c"},"ExposedPorts":{"80/tcp":{}},"Volumes":{"/v":{}},"Healthcheck":{"Test":["CMD"],"Interval":1},"StopSignal":"INT","Shell":null}}""";

    private static readonly string[] Words =
    [
        "{", "}", "[", "]", ":", ",", "\"", "null", "true", "1", "-1", "1e400", "\"config\"", "\"layers\"", "\"digest\"", "\"size\"", "\"mediaType\"", "\"manifests\"",
        "\"platform\"", "\"rootfs\"", "\"diff_ids\"", "\"created\"", "\"\\ud800\"", "\"sha256:\"", $"\"sha256:{Hex}\"", " ", "{\"schemaVersion\":2,", "\"a\"",
    ];

    private static readonly string[] Names =
    [
        "a", "A", "test", ".", "..", "/", ":", "@", "-", "_", "__", "5000", "localhost", "sha256:", Hex, "[::1]", "é", " ", "\0", "docker.io", "%2f", "?", "#",
    ];

    private static readonly string[] Challenges =
        ["Bearer", "Basic", " ", ",", "=", "\"", "\\", "realm", "https://a.test/token", "scope", "repository:a:pull", "service", "é", "\0", ";", "a"];

    [Fact]
    public Task Good_manifests_indexes_and_configs_with_bytes_changed() => Trials.RunAsync(4000, random =>
        Read(Mutation.Of((random.Next(3)) switch { 0 => Manifest, 1 => Index, _ => Config }, random)));

    [Fact]
    public Task Words_of_them_in_a_row() => Trials.RunAsync(3000, random => Read(Encoding.UTF8.GetBytes(Mutation.Text(random, Words, 30))));

    [Fact]
    public Task Names_digests_and_challenges() => Trials.RunAsync(6000, random =>
    {
        var text = Mutation.Text(random, Names, 8);
        if (ImageReference.TryParse(text, out var reference))
        {
            Assert.Equal(reference, ImageReference.Parse(reference.Name));
            StaysInside(reference);
        }

        if (Digest.TryParse(text, out var digest))
        {
            Assert.Equal(text, digest.ToString());
        }

        AuthChallenge.Parse(Mutation.Text(random, Challenges, 12));
    });

    private static void StaysInside(ImageReference reference)
    {
        try
        {
            var place = new LayoutImageStore("/layouts").LayoutOf(reference).Directory;
            Assert.StartsWith("/layouts/", Path.GetFullPath(place), StringComparison.Ordinal);
        }
        catch (OciException fault)
        {
            Assert.Equal(OciErrors.InvalidReference, fault.Code);
        }
    }

    private static void Read(byte[] bytes)
    {
        Guard(() => ImageManifest.Parse(bytes, mediaType: null, "f"));
        Guard(() => ImageIndex.Parse(bytes, MediaTypes.OciIndex, "f").Find(Platform.Current));
        Guard(() =>
        {
            var json = ImageConfig.Parse(bytes, "f").ToJson();
            Assert.Equal(json, ImageConfig.Parse(json, "f").ToJson());
            return json;
        });
    }

    private static void Guard(Func<object?> read)
    {
        try
        {
            read();
        }
        catch (OciException fault)
        {
            Assert.Equal(OciErrors.InvalidDocument, fault.Code);
        }
    }
}
