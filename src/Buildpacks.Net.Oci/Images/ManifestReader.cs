using System.Text.Json;
using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Images;

/// <summary>Reads manifests and indexes of both families.</summary>
internal static class ManifestReader
{
    private const int SchemaVersion = 2;

    public static ImageManifest ReadManifest(ReadOnlyMemory<byte> raw, string? mediaType, string subject) =>
        JsonDocumentReader.Read(raw, "manifest", subject, (reader, root) =>
        {
            var type = TypeOf(reader, root, mediaType, MediaTypes.OciManifest, MediaTypes.IsManifest);
            var config = reader.Object(root, "config") ?? throw reader.Invalid("'config' is missing");
            return new ImageManifest(
                raw,
                type,
                ReadDescriptor(reader, config),
                reader.List(root, "layers", layer => ReadDescriptor(reader, layer)))
            {
                Annotations = reader.TextMap(root, "annotations"),
                Subject = reader.Object(root, "subject") is { } other ? ReadDescriptor(reader, other) : null,
                ArtifactType = NullWhenEmpty(reader.Text(root, "artifactType")),
            };
        });

    public static ImageIndex ReadIndex(ReadOnlyMemory<byte> raw, string? mediaType, string subject) =>
        JsonDocumentReader.Read(raw, "index", subject, (reader, root) =>
        {
            var type = TypeOf(reader, root, mediaType, MediaTypes.OciIndex, MediaTypes.IsIndex);
            return new ImageIndex(
                raw, type, reader.List(root, "manifests", manifest => ReadDescriptor(reader, manifest)))
            {
                Annotations = reader.TextMap(root, "annotations"),
            };
        });

    private static string TypeOf(
        JsonDocumentReader reader, JsonElement root, string? served, string usual, Func<string, bool> isRight)
    {
        var version = reader.Number(root, "schemaVersion");
        if (version != SchemaVersion)
        {
            throw reader.Invalid($"'schemaVersion' is {version}, only {SchemaVersion} is supported");
        }

        var stated = reader.Text(root, "mediaType");
        var type = stated.Length > 0 ? stated : served is not null && isRight(served) ? served : usual;
        return isRight(type) ? type : throw reader.Invalid($"'mediaType' is '{type}', expected one such as '{usual}'");
    }

    private static Descriptor ReadDescriptor(JsonDocumentReader reader, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw reader.Invalid("a descriptor is no object");
        }

        var size = reader.Number(element, "size");
        if (size < 0)
        {
            throw reader.Invalid("'size' is negative");
        }

        var urls = reader.Texts(element, "urls");
        var annotations = reader.TextMap(element, "annotations");
        return new Descriptor(reader.Text(element, "mediaType"), reader.Digest(element, "digest"), size)
        {
            Data = ReadData(reader, element),
            Urls = urls.Count == 0 ? null : urls,
            Annotations = annotations.Count == 0 ? null : annotations,
            Platform = reader.Object(element, "platform") is { } platform ? ReadPlatform(reader, platform) : null,
            ArtifactType = NullWhenEmpty(reader.Text(element, "artifactType")),
        };
    }

    private static ReadOnlyMemory<byte>? ReadData(JsonDocumentReader reader, JsonElement element)
    {
        if (JsonDocumentReader.Member(element, "data") is not { } data)
        {
            return null;
        }

        return data.ValueKind == JsonValueKind.String && data.TryGetBytesFromBase64(out var bytes)
            ? bytes
            : throw reader.Invalid("'data' is no base64 text");
    }

    private static Platform ReadPlatform(JsonDocumentReader reader, JsonElement platform)
    {
        var features = reader.Texts(platform, "os.features");
        return new Platform(reader.Text(platform, "os"), reader.Text(platform, "architecture"))
        {
            Variant = NullWhenEmpty(reader.Text(platform, "variant")),
            OsVersion = NullWhenEmpty(reader.Text(platform, "os.version")),
            OsFeatures = features.Count == 0 ? null : features,
        };
    }

    private static string? NullWhenEmpty(string text) => text.Length == 0 ? null : text;
}
