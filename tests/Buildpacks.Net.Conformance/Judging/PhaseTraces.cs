using System.Text.Json.Nodes;
using Buildpacks.Net.Conformance.Cases;
using Buildpacks.Net.Conformance.Scenes;

namespace Buildpacks.Net.Conformance.Judging;

/// <summary>
/// What every phase that succeeds leaves behind, whatever a case is about: so that a lifecycle which does nothing, and says that all went well,
/// passes no case.
/// </summary>
internal sealed class PhaseTraces(Scene scene)
{
    private static readonly Dictionary<string, (string Flag, string Variable, string Document)[]> Documents = new()
    {
        ["analyzer"] = [("-analyzed", "CNB_ANALYZED_PATH", "analyzed.toml")],
        ["detector"] = [("-group", "CNB_GROUP_PATH", "group.toml"), ("-plan", "CNB_PLAN_PATH", "plan.toml")],
        ["builder"] = [("", "", "config/metadata.toml")],
        ["exporter"] = [("-report", "CNB_REPORT_PATH", "report.toml")],
        ["creator"] = [("-report", "CNB_REPORT_PATH", "report.toml")],
        ["rebaser"] = [("", "", "report.toml")],
    };

    /// <summary>Forgets what an earlier phase left behind where this one must leave its own.</summary>
    public void Clear(IReadOnlyList<string> command)
    {
        if (Path.GetFileName(command[0]) == "analyzer")
        {
            File.Delete(scene.PathOf("layers/analyzed.toml"));
        }

        if (Path.GetFileName(command[0]) is "detector" or "builder" or "creator")
        {
            File.Delete(scene.PathOf("tmp/ran"));
        }
    }

    /// <summary>What is missing after a command that ended with 0, a line each.</summary>
    public IEnumerable<string> Missing(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        string phase = Path.GetFileName(command[0]);
        return (Documents.GetValueOrDefault(phase) ?? [])
            .Where(row => !command.Contains(row.Flag) && !environment.ContainsKey(row.Variable) && !File.Exists(scene.PathOf($"layers/{row.Document}")))
            .Select(row => $"layers/{row.Document}: expected to be written by the {phase}")
            .Concat(phase switch
            {
                "detector" => NotRun("group", "buildpacks", "detect").Concat(NotRun("group-extensions", "extensions", "generate")),
                "builder" => NotRun("group", "buildpacks", "build"),
                "creator" => NotRun("group", "buildpacks", "detect").Concat(NotRun("group", "buildpacks", "build")),
                _ => [],
            });
    }

    // The scripts of the suite's buildpacks write down that they were called.
    private IEnumerable<string> NotRun(string table, string folder, string script)
    {
        string group = scene.PathOf("layers/group.toml");
        string ran = scene.PathOf("tmp/ran");
        string[] lines = File.Exists(ran) ? File.ReadAllLines(ran) : [];
        JsonArray rows = File.Exists(group) ? TomlTree.Read(File.ReadAllText(group), group)[table]?.AsArray() ?? [] : [];
        return rows.Select(row => $"{row!["id"]!.GetValue<string>().Replace('/', '_')}/{row["version"]!.GetValue<string>()}/bin/{script}")
            .Where(path => !lines.Contains(scene.PathOf($"{folder}/{path}")))
            .Select(path => $"{folder}/{path}: expected to be run");
    }
}
