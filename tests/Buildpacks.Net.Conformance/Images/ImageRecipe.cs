using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Buildpacks.Net.Conformance.Scenes;

namespace Buildpacks.Net.Conformance.Images;

/// <summary>Makes the images that a case is given (field <c>images</c>) and pushes them.</summary>
internal sealed class ImageRecipe(RegistryClient registry, Placeholders placeholders)
{
    private const string Docker = "application/vnd.docker.";
    private const string Oci = "application/vnd.oci.image.";
    private static readonly DateTimeOffset Made = DateTimeOffset.UnixEpoch.AddYears(31);

    /// <summary>Pushes the image; its digest and the diffID of its last layer become placeholders, <c>NAME-digest</c> and <c>NAME-top</c>.</summary>
    public async Task PushAsync(string repository, string name, JsonObject recipe, CancellationToken cancellationToken)
    {
        bool oci = recipe["oci"]?.GetValue<bool>() == true;
        JsonArray files = recipe["layers"]?.AsArray() ?? [new JsonObject { ["/etc/base"] = name }];
        var layers = new JsonArray();
        var diffIds = new JsonArray();
        foreach (JsonObject layer in files.OfType<JsonObject>())
        {
            byte[] tar = Tar(layer);
            byte[] packed = Gzip(tar);
            await registry.PushBlobAsync(repository, packed, cancellationToken);
            diffIds.Add(RegistryClient.DigestOf(tar));
            layers.Add(Descriptor(oci ? Oci + "layer.v1.tar+gzip" : Docker + "image.rootfs.diff.tar.gzip", packed));
        }

        byte[] config = JsonSerializer.SerializeToUtf8Bytes(Config(recipe, diffIds));
        await registry.PushBlobAsync(repository, config, cancellationToken);
        string type = oci ? Oci + "manifest.v1+json" : Docker + "distribution.manifest.v2+json";
        byte[] manifest = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = type,
            ["config"] = Descriptor(oci ? Oci + "config.v1+json" : Docker + "container.image.v1+json", config),
            ["layers"] = layers,
        });
        await registry.PushManifestAsync(repository, "latest", manifest, type, cancellationToken);
        placeholders[$"{name}-digest"] = RegistryClient.DigestOf(manifest);
        placeholders[$"{name}-top"] = diffIds.Count > 0 ? diffIds[^1]!.GetValue<string>() : "";
    }

    private static byte[] Tar(JsonObject files)
    {
        var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach ((string path, JsonNode? text) in files)
            {
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path.TrimStart('/'))
                {
                    ModificationTime = Made,
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text!.GetValue<string>())),
                });
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Gzip(byte[] tar)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(tar);
        }

        return packed.ToArray();
    }

    private static JsonObject Descriptor(string mediaType, byte[] content) =>
        new() { ["mediaType"] = mediaType, ["size"] = content.Length, ["digest"] = RegistryClient.DigestOf(content) };

    private JsonObject Config(JsonObject recipe, JsonArray diffIds)
    {
        JsonObject labels = [];
        foreach ((string key, JsonNode? value) in recipe["labels"]?.AsObject() ?? [])
        {
            labels[key] = placeholders.Expand(value!.GetValue<string>());
        }

        labels["io.buildpacks.stack.id"] ??= "conformance";
        var config = new JsonObject
        {
            ["architecture"] = placeholders.Expand(recipe["arch"]?.GetValue<string>() ?? "<arch>"),
            ["os"] = recipe["os"]?.GetValue<string>() ?? "linux",
            ["created"] = "2001-01-01T00:00:00Z",
            ["config"] = new JsonObject
            {
                ["Env"] = recipe["env"]?.DeepClone() ?? new JsonArray("PATH=/usr/local/bin:/usr/bin:/bin"),
                ["User"] = recipe["user"]?.GetValue<string>() ?? "1000:1000",
                ["Labels"] = labels,
                ["Cmd"] = recipe["cmd"]?.DeepClone(),
                ["Entrypoint"] = recipe["entrypoint"]?.DeepClone(),
                ["WorkingDir"] = recipe["workdir"]?.GetValue<string>() ?? "/start",
            },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = diffIds },
            ["history"] = new JsonArray([.. diffIds.Select(_ => new JsonObject { ["created"] = "2001-01-01T00:00:00Z", ["created_by"] = "base" })]),
        };
        foreach (string key in new[] { "variant", "author" }.Where(recipe.ContainsKey))
        {
            config[key] = recipe[key]!.GetValue<string>();
        }

        return config;
    }
}
