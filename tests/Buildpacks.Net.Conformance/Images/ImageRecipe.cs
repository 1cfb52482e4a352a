using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Buildpacks.Net.Conformance.Scenes;

namespace Buildpacks.Net.Conformance.Images;

/// <summary>
/// Makes the images that a case is given (field <c>images</c>): in the registry, with <c>locked/</c> before the name in the registry that wants a
/// password, with <c>layout/</c> in the folder of layouts.
/// </summary>
internal sealed class ImageRecipe(RegistryClient registry, Scene scene)
{
    private const string Docker = "application/vnd.docker.";
    private const string Oci = "application/vnd.oci.image.";
    private static readonly DateTimeOffset Made = DateTimeOffset.UnixEpoch.AddYears(31);

    /// <summary>Makes the image; its digest and the diffID of its last layer become placeholders, <c>NAME-digest</c> and <c>NAME-top</c>.</summary>
    public async Task MakeAsync(string name, JsonObject recipe, CancellationToken cancellationToken)
    {
        string[] place = name.Split('/');
        bool layout = place is ["layout", _];
        bool oci = layout || recipe["oci"]?.GetValue<bool>() == true;
        JsonArray files = recipe["layers"]?.AsArray() ?? [new JsonObject { ["/etc/base"] = name }];
        byte[][] tars = [.. files.OfType<JsonObject>().Select(Tar)];
        byte[][] packed = [.. tars.Select(Gzip)];
        byte[] config = JsonSerializer.SerializeToUtf8Bytes(Config(recipe, new JsonArray([.. tars.Select(tar => JsonValue.Create(RegistryClient.DigestOf(tar)))])));
        string type = oci ? Oci + "manifest.v1+json" : Docker + "distribution.manifest.v2+json";
        byte[] manifest = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = type,
            ["config"] = Descriptor(oci ? Oci + "config.v1+json" : Docker + "container.image.v1+json", config),
            ["layers"] = new JsonArray([.. packed.Select(layer => Descriptor(oci ? Oci + "layer.v1.tar+gzip" : Docker + "image.rootfs.diff.tar.gzip", layer))]),
        });
        scene.Placeholders[$"{place[^1]}-digest"] = RegistryClient.DigestOf(manifest);
        scene.Placeholders[$"{place[^1]}-top"] = tars.Length > 0 ? RegistryClient.DigestOf(tars[^1]) : "";
        if (layout)
        {
            await WriteLayoutAsync(Path.Combine(scene.Placeholders["layout"], "index.docker.io/library", place[1], "latest"), manifest, type, [.. packed, config]);
            return;
        }

        string repository = $"{scene.Placeholders[place is ["locked", _] ? "locked" : "registry"]}/{place[^1]}";
        foreach (byte[] blob in packed.Append(config))
        {
            await registry.PushBlobAsync(repository, blob, cancellationToken);
        }

        await registry.PushManifestAsync(repository, "latest", manifest, type, cancellationToken);
    }

    private static async Task WriteLayoutAsync(string folder, byte[] manifest, string type, byte[][] blobs)
    {
        string content = Directory.CreateDirectory(Path.Combine(folder, "blobs/sha256")).FullName;
        foreach (byte[] blob in blobs.Append(manifest))
        {
            await File.WriteAllBytesAsync(Path.Combine(content, RegistryClient.DigestOf(blob)["sha256:".Length..]), blob);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        await File.WriteAllTextAsync(Path.Combine(folder, "index.json"), new JsonObject
        {
            ["schemaVersion"] = 2,
            ["manifests"] = new JsonArray(Descriptor(type, manifest)),
        }.ToJsonString());
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
            labels[key] = scene.Placeholders.Expand(value!.GetValue<string>());
        }

        labels["io.buildpacks.stack.id"] ??= "conformance";
        var config = new JsonObject
        {
            ["architecture"] = scene.Placeholders.Expand(recipe["arch"]?.GetValue<string>() ?? "<arch>"),
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
