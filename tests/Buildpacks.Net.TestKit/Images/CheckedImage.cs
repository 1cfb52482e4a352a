using System.Text;
using System.Text.Json.Nodes;

namespace Buildpacks.Net.TestKit.Images;

/// <summary>
/// An image of which everything was read and recomputed: manifest, config, each layer's digest, size and diffID, and each tar archive.
/// It shares no code with the product.
/// </summary>
public sealed class CheckedImage
{
    private const string Oci = "application/vnd.oci.image.";
    private const string Docker = "application/vnd.docker.";

    private CheckedImage(byte[] manifest, byte[] config, IReadOnlyList<CheckedLayer> layers)
    {
        RawManifest = manifest;
        RawConfig = config;
        Layers = layers;
    }

    /// <summary>The manifest's bytes.</summary>
    public byte[] RawManifest { get; }

    /// <summary>The config's bytes.</summary>
    public byte[] RawConfig { get; }

    /// <summary>The layers, from the base upwards.</summary>
    public IReadOnlyList<CheckedLayer> Layers { get; }

    /// <summary>The manifest's digest.</summary>
    public string Digest => Digests.Of(RawManifest);

    /// <summary>The diffIDs, from the base upwards.</summary>
    public IReadOnlyList<string> DiffIds => [.. Layers.Select(layer => layer.DiffId)];

    /// <summary>The manifest.</summary>
    public JsonObject Manifest => JsonNode.Parse(RawManifest)!.AsObject();

    /// <summary>The config.</summary>
    public JsonObject Config => JsonNode.Parse(RawConfig)!.AsObject();

    /// <summary>The user that its processes run as.</summary>
    public string User => (string?)Config["config"]![nameof(User)] ?? "";

    /// <summary>A label's value; null when there is none of that name.</summary>
    public string? Label(string name) => (string?)Config["config"]!["Labels"]?[name];

    /// <summary>Whether a text is anywhere in the image: manifest, config, or content or name of a file.</summary>
    public bool Mentions(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Layers.Select(layer => layer.Tar).Prepend(RawConfig).Prepend(RawManifest).Any(part => part.AsSpan().IndexOf(bytes) >= 0);
    }

    /// <summary>Reads an image of an OCI layout.</summary>
    /// <exception cref="InvalidDataException">It is not sound.</exception>
    public static Task<CheckedImage> ReadLayoutAsync(string folder, string tag = "latest") => ReadAsync(new LayoutSource(folder), tag);

    /// <summary>Reads an image of a plain HTTP registry.</summary>
    /// <exception cref="InvalidDataException">It is not sound.</exception>
    public static async Task<CheckedImage> ReadRegistryAsync(string host, string repository, string reference = "latest", bool hasPassword = false)
    {
        using var source = new RegistrySource(host, repository, hasPassword);
        return await ReadAsync(source, reference);
    }

    private static async Task<CheckedImage> ReadAsync(IImageSource source, string reference)
    {
        var (bytes, mediaType) = await source.ManifestAsync(reference);
        var manifest = JsonNode.Parse(bytes)!.AsObject();
        var types = manifest["layers"]!.AsArray().Append(manifest["config"]).Select(part => (string)part!["mediaType"]!).Append(mediaType).ToList();
        Verdict.Require((string?)manifest["mediaType"] is null || (string?)manifest["mediaType"] == mediaType, "the manifest says what it is");
        Verdict.Require(types.All(type => type.StartsWith(Oci, StringComparison.Ordinal)) || types.All(type => type.StartsWith(Docker, StringComparison.Ordinal)),
            $"its media types are of one family: {string.Join(' ', types)}");
        var config = await ReadPartAsync(source, manifest["config"]!);
        Verdict.Require(Digests.Of(config) == (string?)manifest["config"]!["digest"], "the config has its digest");
        var layers = new List<CheckedLayer>();
        foreach (var part in manifest["layers"]!.AsArray())
        {
            var stored = await ReadPartAsync(source, part!);
            layers.Add(await CheckedLayer.ReadAsync((string)part!["digest"]!, stored, ((string)part["mediaType"]!).EndsWith("gzip", StringComparison.Ordinal)));
        }

        CheckConfig(JsonNode.Parse(config)!.AsObject(), layers);
        return new CheckedImage(bytes, config, layers);
    }

    private static async Task<byte[]> ReadPartAsync(IImageSource source, JsonNode part)
    {
        var bytes = await source.BlobAsync((string)part["digest"]!);
        Verdict.Require(bytes.Length == (long)part["size"]!, $"{part["digest"]} has the size that the manifest gives it");
        return bytes;
    }

    private static void CheckConfig(JsonObject config, List<CheckedLayer> layers)
    {
        Verdict.Require((string?)config["os"] == "linux" && (string?)config["architecture"] is { Length: > 0 }, "the config names a platform");
        Verdict.Require((string?)config["rootfs"]!["type"] == "layers", "its root file system is made of layers");
        Verdict.Require(config["rootfs"]!["diff_ids"]!.AsArray().Select(id => (string)id!).SequenceEqual(layers.Select(layer => layer.DiffId)), "the config has the layers' diffIDs");
        var history = config["history"]?.AsArray();
        Verdict.Require(history is null || history.Count(row => (bool?)row!["empty_layer"] is not true) == layers.Count, "its history has a row for each layer");
    }
}
