using System.Text.Json;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Platform.Labels;

/// <summary>
/// The label <c>io.buildpacks.lifecycle.metadata</c> (Platform API, labels) as JSON, and the parts of it that caches keep
/// in the same form.
/// </summary>
public static class LifecycleMetadataLabel
{
    /// <summary>The name of the label.</summary>
    public const string Name = "io.buildpacks.lifecycle.metadata";

    /// <summary>Reads the label; null when it is not in the form that this and other lifecycles have written since 2019.</summary>
    public static LifecycleMetadata? TryParse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Null ? new LifecycleMetadata() : Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // Not JSON, or a value of another type than it must have.
            return null;
        }
    }

    /// <summary>Writes the label as Go programs write it.</summary>
    public static string ToJson(LifecycleMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var json = new GoJsonWriter();
        json.Object(() =>
        {
            json.Key("app").Array(metadata.App, sha => WriteSha(json, sha));
            if (metadata.Sbom is not null)
            {
                WriteSha(json.Key("sbom"), metadata.Sbom);
            }

            WriteBuildpacks(json.Key("buildpacks"), metadata.Buildpacks);
            WriteSha(json.Key("config"), metadata.Config);
            WriteSha(json.Key("launcher"), metadata.Launcher);
            WriteSha(json.Key("process-types"), metadata.ProcessTypes);
            WriteRunImage(json.Key("runImage"), metadata.RunImage);
            if (metadata.StackRunImage is { } stack)
            {
                json.Key("stack").Object(() => json.Key("runImage").Object(() => WriteSource(json, stack.Image, stack.Mirrors)));
            }
        });
        return json.ToString();
    }

    /// <summary>Reads the list of buildpacks with their layers, which caches keep too.</summary>
    internal static IReadOnlyList<BuildpackLayersMetadata> ReadBuildpacks(JsonElement root) =>
        [.. Items(root, "buildpacks").Select(ReadBuildpack)];

    /// <summary>Writes the list of buildpacks with their layers.</summary>
    internal static void WriteBuildpacks(GoJsonWriter json, IReadOnlyList<BuildpackLayersMetadata> buildpacks)
    {
        // An empty list was never there for a Go program.
        if (buildpacks.Count == 0)
        {
            json.Null();
        }
        else
        {
            json.Array(buildpacks, buildpack => WriteBuildpack(json, buildpack));
        }
    }

    /// <summary>The diffID in <c>{"sha": …}</c>; null when the member is not there.</summary>
    internal static string? ReadSha(JsonElement root, string name) =>
        Member(root, name) is { } layer ? Text(layer, "sha") : null;

    /// <summary>Writes <c>{"sha": …}</c>.</summary>
    internal static void WriteSha(GoJsonWriter json, string sha) => json.Object(() => json.Key("sha").String(sha));

    private static LifecycleMetadata Read(JsonElement root) => new()
    {
        App = [.. Items(root, "app").Select(layer => Text(layer, "sha"))],
        Sbom = ReadSha(root, "sbom"),
        Buildpacks = ReadBuildpacks(root),
        Config = ReadSha(root, "config") ?? "",
        Launcher = ReadSha(root, "launcher") ?? "",
        ProcessTypes = ReadSha(root, "process-types") ?? "",
        RunImage = Member(root, "runImage") is { } image ? ReadRunImage(image) : new RunImageMetadata(),
        StackRunImage = Member(root, "stack") is { } stack ? ReadStack(stack) : null,
    };

    private static RunImageMetadata ReadRunImage(JsonElement image) => new()
    {
        TopLayer = Text(image, "topLayer"),
        Reference = Text(image, "reference"),
        Image = Text(image, "image"),
        Mirrors = Texts(image, "mirrors"),
    };

    private static RunImageSource ReadStack(JsonElement stack) => Member(stack, "runImage") is { } image
        ? new RunImageSource { Image = Text(image, "image"), Mirrors = Texts(image, "mirrors") }
        : new RunImageSource();

    private static BuildpackLayersMetadata ReadBuildpack(JsonElement buildpack) => new()
    {
        Id = BuildpackId.TryParse(Text(buildpack, "key"), out var id) ? id : throw new FormatException("the key is not a buildpack id"),
        Version = Text(buildpack, "version"),
        Layers = [.. Members(buildpack, "layers").Select(member => ReadLayer(member.Name, member.Value))],
        Store = Member(buildpack, "store") is { } store && Member(store, "metadata") is { ValueKind: JsonValueKind.Object } data
            ? JsonToToml.Table(data)
            : null,
        HasStore = Member(buildpack, "store") is not null,
    };

    private static LayerMetadata ReadLayer(string name, JsonElement layer) => new()
    {
        Name = LayerName.TryParse(name, out var parsed) ? parsed : throw new FormatException("the name is not a layer's"),
        Sha = Text(layer, "sha"),
        Data = Member(layer, "data") is { } data ? JsonToToml.Value(data) : null,
        Build = Flag(layer, "build"),
        Launch = Flag(layer, "launch"),
        Cache = Flag(layer, "cache"),
    };

    private static void WriteBuildpack(GoJsonWriter json, BuildpackLayersMetadata buildpack) => json.Object(() =>
    {
        json.Key("key").String(buildpack.Id.Value);
        json.Key("version").String(buildpack.Version);
        json.Key("layers").Object(() =>
        {
            foreach (var layer in buildpack.Layers)
            {
                WriteLayer(json.Key(layer.Name.Value), layer);
            }
        });
        if (buildpack.Store is not null || buildpack.HasStore)
        {
            json.Key("store").Object(() => TomlToJson.Write(json.Key("metadata"), buildpack.Store));
        }
    });

    private static void WriteLayer(GoJsonWriter json, LayerMetadata layer) => json.Object(() =>
    {
        json.Key("sha").String(layer.Sha);
        TomlToJson.Write(json.Key("data"), layer.Data);
        json.Key("build").Boolean(layer.Build);
        json.Key("launch").Boolean(layer.Launch);
        json.Key("cache").Boolean(layer.Cache);
    });

    private static void WriteRunImage(GoJsonWriter json, RunImageMetadata image) => json.Object(() =>
    {
        json.Key("topLayer").String(image.TopLayer);
        json.Key("reference").String(image.Reference);
        WriteSource(json, image.Image, image.Mirrors);
    });

    private static void WriteSource(GoJsonWriter json, string image, IReadOnlyList<string> mirrors)
    {
        json.Optional("image", image);
        json.Optional("mirrors", mirrors);
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static string Text(JsonElement element, string name) => Member(element, name)?.GetString() ?? "";

    private static bool Flag(JsonElement element, string name) => Member(element, name)?.GetBoolean() ?? false;

    private static List<JsonElement> Items(JsonElement element, string name) =>
        Member(element, name) is { } items ? [.. items.EnumerateArray()] : [];

    private static IReadOnlyList<string> Texts(JsonElement element, string name) =>
        [.. Items(element, name).Select(item => item.GetString() ?? "")];

    private static List<JsonProperty> Members(JsonElement element, string name) =>
        Member(element, name) is { } members ? [.. members.EnumerateObject()] : [];
}
