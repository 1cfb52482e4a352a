using System.Text.Json.Nodes;

namespace Buildpacks.Net.Conformance.Cases;

/// <summary>Reads the chapters: a folder each, with TOML files of cases.</summary>
internal static class CaseLibrary
{
    private static readonly string[] StepKeys = ["run", "bare", "sh", "exit", "then", "rising", "save", "output", "lines", "no-output", "as", "env", "file", "exec"];

    private static readonly string[] CaseKeys =
        ["name", "requirement", "platform", "needs", "bp", "ext", "order", "order-extensions", "group", "images", "launch", "steps", .. StepKeys];

    public static IReadOnlyList<ConformanceCase> Load(string folder)
    {
        ConformanceCase[] cases =
        [
            .. Directory.EnumerateFiles(folder, "*.toml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(Read),
        ];
        string? twice = cases.GroupBy(one => one.Id).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? cases : throw new CaseException($"two cases are named {twice}");
    }

    private static IEnumerable<ConformanceCase> Read(string file)
    {
        JsonObject document = TomlTree.Read(File.ReadAllText(file), file);
        string chapter = Path.GetFileName(Path.GetDirectoryName(file)!);
        foreach (JsonObject row in (document["case"]?.AsArray() ?? []).OfType<JsonObject>())
        {
            yield return ToCase(chapter, document, row, file);
        }
    }

    private static ConformanceCase ToCase(string chapter, JsonObject file, JsonObject row, string path)
    {
        string name = row["name"]?.GetValue<string>() ?? throw new CaseException($"{path}: a case without a name");
        foreach ((string key, JsonNode? value) in file.Where(pair => pair.Key != "case" && !row.ContainsKey(pair.Key)).ToList())
        {
            // What the cases of a file have in common stands at its head.
            row[key] = key == "run" && row.ContainsKey("steps") ? null : value!.DeepClone();
        }

        Refuse(row, CaseKeys, $"{path}: {name}");
        JsonObject[] steps = [.. (row["steps"]?.AsArray() ?? [row.DeepClone()]).OfType<JsonObject>()];
        foreach (JsonObject step in steps.Where(_ => row.ContainsKey("steps")))
        {
            Refuse(step, StepKeys, $"{path}: {name}: a step");
        }

        return new ConformanceCase(
            chapter, name, Text("requirement") ?? throw new CaseException($"{path}: {name}: requirement is missing"),
            ApiRange.Parse(Text("platform") ?? "0.12-"), Text("needs") == "root", row, steps);

        string? Text(string key) => row[key]?.GetValue<string>();
    }

    private static void Refuse(JsonObject row, string[] known, string where)
    {
        if (row.Select(pair => pair.Key).FirstOrDefault(key => !known.Contains(key)) is { } unknown)
        {
            throw new CaseException($"{where}: there is no field \"{unknown}\"");
        }
    }
}
