using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Images;

/// <summary>Writes manifests and indexes with the keys in the order of Go programs.</summary>
internal static class ManifestWriter
{
    private const int SchemaVersion = 2;

    public static byte[] WriteManifest(
        string mediaType,
        Descriptor config,
        IReadOnlyList<Descriptor> layers,
        IReadOnlyDictionary<string, string>? annotations)
    {
        var json = new GoJsonWriter();
        json.Object(() =>
        {
            json.Key("schemaVersion").Number(SchemaVersion);
            json.Key("mediaType").String(mediaType);
            json.Key("config");
            WriteDescriptor(json, config);
            json.Key("layers").Array(layers, layer => WriteDescriptor(json, layer));
            json.Optional("annotations", annotations);
        });
        return json.ToUtf8();
    }

    public static byte[] WriteIndex(string mediaType, IReadOnlyList<Descriptor> manifests, string indent = "")
    {
        var json = new GoJsonWriter(indent);
        json.Object(() =>
        {
            json.Key("schemaVersion").Number(SchemaVersion);
            json.Key("mediaType").String(mediaType);
            json.Key("manifests").Array(manifests, manifest => WriteDescriptor(json, manifest));
        });
        return json.ToUtf8();
    }

    private static void WriteDescriptor(GoJsonWriter json, Descriptor descriptor) => json.Object(() =>
    {
        json.Key("mediaType").String(descriptor.MediaType);
        json.Key("size").Number(descriptor.Size);
        json.Key("digest").String(descriptor.Digest.ToString());
        json.Optional("data", descriptor.Data is { Length: > 0 } data ? Convert.ToBase64String(data.Span) : null);
        json.Optional("urls", descriptor.Urls);
        json.Optional("annotations", descriptor.Annotations);
        if (descriptor.Platform is { } platform)
        {
            json.Key("platform").Object(() => WritePlatform(json, platform));
        }

        json.Optional("artifactType", descriptor.ArtifactType);
    });

    private static void WritePlatform(GoJsonWriter json, Platform platform)
    {
        json.Key("architecture").String(platform.Architecture);
        json.Key("os").String(platform.Os);
        json.Optional("os.version", platform.OsVersion);
        json.Optional("os.features", platform.OsFeatures);
        json.Optional("variant", platform.Variant);
    }
}
