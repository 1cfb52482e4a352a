using System.Text.Json;
using System.Text.Json.Nodes;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Images;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>Makes a run image of the lowest layers of an application's image.</summary>
internal static class MachineRunImage
{
    /// <summary>Pushes it; gives its name.</summary>
    public static async Task<string> PushAsync(string layout, string registry)
    {
        var image = await CheckedImage.ReadLayoutAsync(layout);
        var top = (string)JsonNode.Parse(image.Label("io.buildpacks.lifecycle.metadata")!)!["runImage"]!["topLayer"]!;
        var count = image.DiffIds.ToList().IndexOf(top) + 1;
        using var folder = new TemporaryFolder();
        var blobs = Directory.CreateDirectory(folder["blobs/sha256"]).FullName;
        foreach (var layer in image.Layers.Take(count))
        {
            File.CreateSymbolicLink($"{blobs}/{layer.Digest[7..]}", $"{layout}/blobs/sha256/{layer.Digest[7..]}");
        }

        var config = Store(blobs, ConfigOf(image, count), "application/vnd.oci.image.config.v1+json");
        var manifest = image.Manifest;
        manifest["config"] = config;
        manifest["layers"] = new JsonArray([.. manifest["layers"]!.AsArray().Take(count).Select(layer => layer!.DeepClone())]);
        var entry = Store(blobs, manifest, "application/vnd.oci.image.manifest.v1+json");
        entry["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = "latest" };
        await File.WriteAllTextAsync(folder["index.json"], new JsonObject { ["schemaVersion"] = 2, ["manifests"] = new JsonArray(entry) }.ToJsonString());
        await File.WriteAllTextAsync(folder["oci-layout"], """{"imageLayoutVersion":"1.0.0"}""");
        await Skopeo.CopyAsync($"oci:{folder.Path}:latest", $"docker://{registry}/machine/run:1");
        return $"{registry}/machine/run:1";
    }

    // What the lifecycle added to the config is left out; user and search path are the base's.
    private static JsonObject ConfigOf(CheckedImage image, int count)
    {
        var config = image.Config;
        var execution = config["config"]!.AsObject();
        var labels = execution["Labels"]!.AsObject();
        foreach (var name in labels.Select(pair => pair.Key).Where(name => !name.StartsWith("io.buildpacks.base.", StringComparison.Ordinal)).ToList())
        {
            labels.Remove(name);
        }

        execution.Remove("Entrypoint");
        execution.Remove("Cmd");
        execution["Env"] = new JsonArray("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        config["rootfs"]!["diff_ids"] = new JsonArray([.. image.DiffIds.Take(count).Select(id => (JsonNode)JsonValue.Create(id))]);
        config.Remove("history");
        return config;
    }

    private static JsonObject Store(string blobs, JsonObject content, string mediaType)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(content);
        var digest = Digests.Of(bytes);
        File.WriteAllBytes($"{blobs}/{digest[7..]}", bytes);
        return new JsonObject { ["mediaType"] = mediaType, ["digest"] = digest, ["size"] = bytes.Length };
    }
}
