using System.Text.Json;
using System.Text.Json.Nodes;
using Buildpacks.Net.Conformance.Cases;
using Buildpacks.Net.Conformance.Images;
using Buildpacks.Net.Conformance.Scenes;

namespace Buildpacks.Net.Conformance.Judging;

/// <summary>Finds what a case speaks of: a document, an image, a folder's listing, or a file's text.</summary>
internal sealed class Subjects(Scene scene, RegistryClient registry)
{
    /// <summary>The named thing as a tree; null when it is not there.</summary>
    public async Task<JsonNode?> FindAsync(string name, CancellationToken cancellationToken)
    {
        string expanded = scene.Placeholders.Expand(name);
        return expanded.Split(' ', 2) switch
        {
            ["image", var reference] => await ImageAsync(reference, cancellationToken),
            ["layout", var folder] => await LayoutAsync(folder),
            ["folder", var folder] => Listing(scene.PathOf(folder)),
            ["stat", var file] => Stat(scene.PathOf(file)),
            _ => Document(scene.PathOf(expanded)),
        };
    }

    private async Task<JsonNode?> ImageAsync(string reference, CancellationToken cancellationToken)
    {
        int digest = reference.IndexOf('@', StringComparison.Ordinal);
        int tag = reference.LastIndexOf(':');
        (string repository, string name) = digest > 0 ? (reference[..digest], reference[(digest + 1)..])
            : tag > reference.LastIndexOf('/') ? (reference[..tag], reference[(tag + 1)..]) : (reference, "latest");
        byte[]? manifest = await registry.ManifestAsync(repository, name, cancellationToken);
        return manifest is null ? null
            : await ImageDocument.ReadAsync(manifest, async wanted => await registry.BlobAsync(repository, wanted, cancellationToken));
    }

    private static async Task<JsonNode?> LayoutAsync(string folder)
    {
        string index = Path.Combine(folder, "index.json");
        if (!File.Exists(index))
        {
            return null;
        }

        JsonNode manifest = JsonNode.Parse(await File.ReadAllTextAsync(index))!["manifests"]![0]!;
        return await ImageDocument.ReadAsync((await BlobAsync(manifest["digest"]!.GetValue<string>()))!, BlobAsync);

        async Task<byte[]?> BlobAsync(string digest)
        {
            string path = Path.Combine(folder, "blobs", digest.Replace(':', '/'));
            return File.Exists(path) ? await File.ReadAllBytesAsync(path) : null;
        }
    }

    private static JsonArray? Listing(string folder) => !Directory.Exists(folder) ? null
        : new JsonArray([.. Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).Select(name => JsonValue.Create(name))]);

    private static JsonObject? Stat(string path) => !Path.Exists(path) ? null : new JsonObject
    {
        ["mode"] = Convert.ToString((int)File.GetUnixFileMode(path), 8).PadLeft(4, '0'),
        ["link"] = File.ResolveLinkTarget(path, returnFinalTarget: false)?.ToString(),
        ["folder"] = Directory.Exists(path),
    };

    private static JsonNode? Document(string path)
    {
        if (!File.Exists(path))
        {
            return Directory.Exists(path) ? JsonValue.Create("a folder") : null;
        }

        string text = File.ReadAllText(path);
        try
        {
            return Path.GetExtension(path) switch
            {
                ".toml" => TomlTree.Read(text, path),
                ".json" => JsonNode.Parse(text),
                _ => JsonValue.Create(text),
            };
        }
        catch (Exception error) when (error is JsonException or CaseException)
        {
            throw new InvalidDataException(error.Message, error);
        }
    }
}
