using System.Text.Json.Nodes;

namespace Buildpacks.Net.Conformance.Scenes;

/// <summary>Writes the buildpacks, extensions, order and group of a case, and the metadata.toml that the launcher reads.</summary>
internal sealed class BuildpackFolders(Scene scene, JsonObject given)
{
    // What many scripts would have to repeat: layer NAME TYPE... makes a layer's folder and TOML.
    private const string Prelude = """
        layer() { local name=$1; shift; mkdir -p "$CNB_LAYERS_DIR/$name"; { echo '[types]'; printf '%s = true\n' "$@"; } >"$CNB_LAYERS_DIR/$name.toml"; }

        """;

    private readonly JsonObject _buildpacks = given["bp"]?.AsObject() ?? [];
    private readonly JsonObject _extensions = given["ext"]?.AsObject() ?? [];

    public void Write()
    {
        WriteOrder();
        WriteGroup();
        if (Body(given["launch"]) is { } metadata)
        {
            scene.WriteText(scene.PathOf("layers/config/metadata.toml"), metadata);
        }

        HashSet<(string, string)> written = [];
        foreach ((string id, string version) in Named().Select(Split).Where(written.Add).ToList())
        {
            WriteModule("buildpack", id, version, _buildpacks[$"{id}@{version}"]?.AsObject() ?? _buildpacks[id]?.AsObject() ?? []);
        }

        foreach ((string name, JsonNode? value) in _extensions)
        {
            (string id, string version) = Split(name);
            WriteModule("extension", id, version, value!.AsObject());
        }
    }

    private static (string Id, string Version) Split(string name)
    {
        string[] parts = name.TrimEnd('?').Split('@');
        return (parts[0], parts.Length > 1 ? parts[1] : "1");
    }

    private IEnumerable<string> Named() => _buildpacks.Select(pair => pair.Key)
        .Concat(Groups(given["order"]).Concat(Groups(given["group"])).Concat(_buildpacks.SelectMany(pair => Groups(pair.Value!["order"])))
            .SelectMany(group => group.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(name => _buildpacks[name.Split('@')[0].TrimEnd('?')]?["missing"] is null))
        .Where(name => _buildpacks[name]?["missing"] is null);

    private static IEnumerable<string> Groups(JsonNode? value) => value is JsonArray list ? list.Select(item => item!.GetValue<string>()) : [];

    private void WriteOrder()
    {
        if (given["order"] is JsonArray order)
        {
            string extensions = string.Concat(Groups(given["order-extensions"]).Select(group => OrderGroup(group, "order-extensions")));
            scene.WriteText(scene.PathOf("order.toml"), string.Concat(Groups(order).Select(group => OrderGroup(group, "order"))) + extensions);
        }
    }

    private static string OrderGroup(string group, string table) => $"[[{table}]]\n" + string.Concat(
        group.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name =>
            $"[[{table}.group]]\nid = \"{Split(name).Id}\"\nversion = \"{Split(name).Version}\"\n" + (name.EndsWith('?') ? "optional = true\n" : "")));

    private void WriteGroup()
    {
        if (given["group"] is JsonArray group)
        {
            scene.WriteText(scene.PathOf("layers/group.toml"), string.Concat(Groups(group).Select(Split).Select(one =>
                $"[[group]]\nid = \"{one.Id}\"\nversion = \"{one.Version}\"\napi = \"{ApiOf(one.Id)}\"\n")));
            scene.WriteText(scene.PathOf("layers/plan.toml"), "");
            scene.WriteText(scene.PathOf("layers/analyzed.toml"),
                "[run-image]\nreference = \"run\"\n[run-image.target]\nos = \"linux\"\narch = \"<arch>\"\n");
        }
    }

    private string ApiOf(string id) => _buildpacks[id]?["api"]?.GetValue<string>() ?? "0.10";

    private void WriteModule(string kind, string id, string version, JsonObject module)
    {
        string folder = scene.PathOf($"{kind}s/{id.Replace('/', '_')}/{version}");
        string api = module["api"]?.GetValue<string>() ?? "0.10";
        string order = string.Concat(Groups(module["order"]).Select(group => OrderGroup(group, "order")));
        scene.WriteText(Path.Combine(folder, $"{kind}.toml"), module["descriptor"]?.GetValue<string>() ??
            $"api = \"{api}\"\n[{kind}]\nid = \"{id}\"\nversion = \"{version}\"\nname = \"The {id}\"\n{module["toml"]?.GetValue<string>()}\n{order}");
        if (order.Length > 0)
        {
            return;
        }

        string plan = module["plan"]?.GetValue<string>() is { } text ? $"cat >\"$2\" <<'PLAN'\n{text}\nPLAN\n" : "";
        WriteBin(folder, "detect", plan + (Body(module["detect"]) ?? "exit 0"), module);
        string run = kind == "buildpack" ? "build" : "generate";
        WriteBin(folder, run, Prelude + (Body(module[run]) ?? "exit 0"), module);
    }

    private static string? Body(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private void WriteBin(string folder, string name, string body, JsonObject module)
    {
        string path = Path.Combine(folder, "bin", name);
        if (module[name] is not JsonValue value || !value.TryGetValue(out bool wanted) || wanted)
        {
            scene.WriteScript(path, $"echo {path} >><tmp>/ran\n{body}");
        }
    }
}
