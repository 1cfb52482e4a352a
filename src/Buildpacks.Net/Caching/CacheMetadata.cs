using System.Text.Json;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Caching;

/// <summary>What is in a layer cache: which layer of which buildpack has which diffID. Lifecycles of other makers share the form.</summary>
public sealed record CacheMetadata
{
    /// <summary>The file of a cache folder, and the label of a cache image, that holds this.</summary>
    public const string Name = "io.buildpacks.lifecycle.cache.metadata";

    /// <summary>A cache with nothing in it.</summary>
    public static CacheMetadata Empty { get; } = new();

    /// <summary>diffID of the layer with bills of materials; empty when there is none.</summary>
    public string Sbom { get; init; } = "";

    /// <summary>The cached layers of each buildpack.</summary>
    public IReadOnlyList<BuildpackLayersMetadata> Buildpacks { get; init; } = [];

    /// <summary>The layers of a buildpack, of whichever version; none when the cache does not know it.</summary>
    public IReadOnlyList<LayerMetadata> LayersOf(BuildpackId id) =>
        Buildpacks.FirstOrDefault(buildpack => buildpack.Id == id)?.Layers ?? [];

    /// <summary>Reads the document; null when it is damaged. What follows its first value is ignored.</summary>
    public static CacheMetadata? TryParse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Null ? Empty : new CacheMetadata
            {
                Sbom = LifecycleMetadataLabel.ReadSha(root, "sbom") ?? "",
                Buildpacks = LifecycleMetadataLabel.ReadBuildpacks(root),
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // Not JSON, or a value of another type than it must have.
            return null;
        }
    }

    /// <summary>Writes the document as Go programs write it, without a final newline.</summary>
    public string ToJson()
    {
        var json = new GoJsonWriter();
        json.Object(() =>
        {
            LifecycleMetadataLabel.WriteSha(json.Key("sbom"), Sbom);
            LifecycleMetadataLabel.WriteBuildpacks(json.Key("buildpacks"), Buildpacks);
        });
        return json.ToString();
    }
}
