using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Buildpacks.Net.Conformance.Images;

/// <summary>An image as one document that a case can describe: digest, manifest, config, labels, env, diffids, layers, files.</summary>
internal static class ImageDocument
{
    private const int LongestText = 1 << 16;

    /// <summary>Reads and checks an image; <paramref name="blob"/> returns null for what is not stored (a sparse layout).</summary>
    /// <exception cref="InvalidDataException">Sizes, digests or diffIDs are not what the image says.</exception>
    public static async Task<JsonObject> ReadAsync(byte[] manifestBytes, Func<string, Task<byte[]?>> blob)
    {
        var manifest = (JsonObject)JsonNode.Parse(manifestBytes)!;
        JsonObject config = (JsonObject)JsonNode.Parse(await BlobAsync(manifest["config"]!, blob) ?? throw new InvalidDataException("the config is not stored"))!;
        string[] diffIds = [.. (config["rootfs"]?["diff_ids"]?.AsArray() ?? []).Select(id => id!.GetValue<string>())];
        JsonArray descriptors = manifest["layers"]?.AsArray() ?? [];
        if (descriptors.Count != diffIds.Length)
        {
            throw new InvalidDataException($"the manifest has {descriptors.Count} layers, the config {diffIds.Length} diffIDs");
        }

        var layers = new JsonArray();
        var files = new JsonObject();
        for (int index = 0; index < diffIds.Length; index++)
        {
            layers.Add(await LayerAsync(descriptors[index]!, diffIds[index], index, files, blob));
        }

        return new JsonObject
        {
            ["digest"] = RegistryClient.DigestOf(manifestBytes),
            ["size"] = manifestBytes.Length,
            ["manifest"] = manifest,
            ["config"] = config,
            ["labels"] = config["config"]?["Labels"]?.DeepClone(),
            ["env"] = Env(config),
            ["diffids"] = new JsonArray([.. diffIds.Select(id => JsonValue.Create(id))]),
            ["layers"] = layers,
            ["files"] = files,
        };
    }

    private static async Task<byte[]?> BlobAsync(JsonNode descriptor, Func<string, Task<byte[]?>> blob)
    {
        string digest = descriptor["digest"]!.GetValue<string>();
        byte[]? content = await blob(digest);
        if (content is not null && (RegistryClient.DigestOf(content) != digest || content.Length != descriptor["size"]!.GetValue<long>()))
        {
            throw new InvalidDataException($"the blob {digest} has another digest or size than its descriptor says");
        }

        return content;
    }

    private static async Task<JsonObject> LayerAsync(JsonNode descriptor, string diffId, int index, JsonObject files, Func<string, Task<byte[]?>> blob)
    {
        var layer = new JsonObject { ["diffid"] = diffId };
        if (await BlobAsync(descriptor, blob) is not { } packed)
        {
            return layer;
        }

        byte[] tar = packed is [0x1f, 0x8b, ..] ? Unpack(packed) : packed;
        if (RegistryClient.DigestOf(tar) != diffId)
        {
            throw new InvalidDataException($"layer {index} has the diffID {RegistryClient.DigestOf(tar)}, the config says {diffId}");
        }

        var entries = new JsonArray();
        using var reader = new TarReader(new MemoryStream(tar));
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            string path = "/" + entry.Name.Trim('/');
            entries.Add(path);
            files[path] = await EntryAsync(entry, index);
        }

        layer["entries"] = entries;
        return layer;
    }

    private static byte[] Unpack(byte[] packed)
    {
        var tar = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        gzip.CopyTo(tar);
        return tar.ToArray();
    }

    private static async Task<JsonObject> EntryAsync(TarEntry entry, int layer)
    {
        var described = new JsonObject
        {
            ["layer"] = layer,
            ["type"] = entry.EntryType switch
            {
                TarEntryType.RegularFile or TarEntryType.V7RegularFile => "file",
                TarEntryType.Directory => "folder",
                TarEntryType.SymbolicLink => "link",
                TarEntryType other => other.ToString(),
            },
            ["mode"] = Convert.ToString((int)entry.Mode, 8).PadLeft(4, '0'),
            ["uid"] = entry.Uid,
            ["gid"] = entry.Gid,
            ["time"] = entry.ModificationTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        };
        if (entry.EntryType == TarEntryType.SymbolicLink)
        {
            described["link"] = entry.LinkName;
        }

        if (entry.DataStream is { Length: <= LongestText } data)
        {
            using var text = new StreamReader(data, Encoding.UTF8);
            described["text"] = await text.ReadToEndAsync();
        }

        return described;
    }

    private static JsonObject Env(JsonObject config)
    {
        var env = new JsonObject();
        foreach (string pair in (config["config"]?["Env"]?.AsArray() ?? []).Select(item => item!.GetValue<string>()))
        {
            env[pair.Split('=')[0]] = pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..];
        }

        return env;
    }
}
