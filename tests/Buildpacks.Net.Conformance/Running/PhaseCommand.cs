using System.Text.Json.Nodes;
using Buildpacks.Net.Conformance.Cases;
using Buildpacks.Net.Conformance.Scenes;

namespace Buildpacks.Net.Conformance.Running;

/// <summary>A call of a phase: the words of the case, with the flags that place its folders in the scene.</summary>
internal static class PhaseCommand
{
    private static readonly Dictionary<string, string[]> Places = new()
    {
        ["analyzer"] = ["layers"],
        ["detector"] = ["app", "layers", "platform", "buildpacks", "order", "extensions", "build-config"],
        ["restorer"] = ["layers"],
        ["builder"] = ["app", "layers", "platform", "buildpacks", "build-config"],
        ["exporter"] = ["app", "layers", "launcher", "launcher-sbom"],
        ["creator"] = ["app", "layers", "platform", "buildpacks", "order", "launcher", "launcher-sbom", "build-config"],
        ["rebaser"] = ["report"],
    };

    /// <summary>Program and arguments; <paramref name="bare"/> adds no flags.</summary>
    public static IReadOnlyList<string> Of(Scene scene, string command, bool bare)
    {
        IReadOnlyList<string> words = Words.Split(scene.Placeholders.Expand(command));
        string program = words[0];
        if (program.StartsWith("process/", StringComparison.Ordinal))
        {
            string link = scene.PathOf(program);
            if (!Path.Exists(link))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(link)!);
                File.CreateSymbolicLink(link, scene.Placeholders["launcher"]);
            }

            return [link, .. words.Skip(1)];
        }

        string[] flags = bare || !Places.TryGetValue(program, out string[]? places) ? []
            : [.. places.Where(place => !words.Contains($"-{place}")).SelectMany(place => Flag(scene, place))];
        return [Path.Combine(scene.Placeholders["bin"], program), .. flags, .. words.Skip(1)];
    }

    /// <summary>The variables that every phase is started with, and those of the case.</summary>
    public static Dictionary<string, string> Environment(Scene scene, string command, params JsonNode?[] variables)
    {
        Dictionary<string, string> environment = new()
        {
            ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ["HOME"] = scene.PathOf("home"),
            ["TMPDIR"] = scene.PathOf("tmp"),
            ["CNB_PLATFORM_API"] = scene.PlatformApi,
        };
        if (command.StartsWith("launcher", StringComparison.Ordinal) || command.StartsWith("process/", StringComparison.Ordinal))
        {
            environment["CNB_LAYERS_DIR"] = scene.PathOf("layers");
            environment["CNB_APP_DIR"] = scene.PathOf("app");
        }
        else
        {
            environment["CNB_USER_ID"] = environment["CNB_GROUP_ID"] = scene.Placeholders["uid"];
        }

        foreach ((string name, JsonNode? value) in variables.OfType<JsonObject>().SelectMany(table => table))
        {
            string text = scene.Placeholders.Expand(value!.GetValue<string>());
            if (text == "<unset>")
            {
                environment.Remove(name);
            }
            else
            {
                environment[name] = text;
            }
        }

        return environment;
    }

    private static string[] Flag(Scene scene, string place) => place switch
    {
        "launcher" => ["-launcher", scene.PathOf("tmp/launcher")],
        "report" => ["-report", scene.PathOf("layers/report.toml")],
        "order" => Path.Exists(scene.PathOf("order.toml")) ? ["-order", scene.PathOf("order.toml")] : [],
        "launcher-sbom" => scene.Has(11) ? ["-launcher-sbom", scene.PathOf("sbom")] : [],
        "build-config" => scene.Has(11) ? ["-build-config", scene.PathOf("build-config")] : [],
        "extensions" => Directory.EnumerateFileSystemEntries(scene.PathOf("extensions")).Any() ? ["-extensions", scene.PathOf("extensions")] : [],
        _ => Places.Values.Any(places => places.Contains(place)) ? [$"-{place}", scene.PathOf(place)]
            : throw new CaseException($"there is no folder {place}"),
    };
}
