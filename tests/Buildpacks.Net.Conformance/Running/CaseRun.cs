using System.Text;
using System.Text.Json.Nodes;
using Buildpacks.Net.Conformance.Cases;
using Buildpacks.Net.Conformance.Images;
using Buildpacks.Net.Conformance.Judging;
using Buildpacks.Net.Conformance.Scenes;

namespace Buildpacks.Net.Conformance.Running;

/// <summary>Runs a case with one version of the Platform API, in folders and a repository of its own.</summary>
internal sealed class CaseRun(ConformanceCase example, Scene scene, RegistryClient registry)
{
    private readonly StringBuilder _story = new();
    private readonly PhaseTraces _traces = new(scene);

    /// <summary>Null when all is as expected; else what was done, what was expected and what came.</summary>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        await PushImagesAsync(cancellationToken);
        new BuildpackFolders(scene, example.Given).Write();
        if (example.Given.ContainsKey("steps"))
        {
            scene.WriteFiles(example.Given);
        }

        var judge = new StepJudge(scene, new Subjects(scene, registry));
        foreach (JsonObject step in example.Steps)
        {
            scene.WriteFiles(step);
            (ProcessRun run, IReadOnlyList<string> faults) = await RunStepAsync(step, cancellationToken);
            faults = [.. faults, .. faults.Count == 0 ? await judge.JudgeAsync(step, run, cancellationToken) : []];
            if (faults.Count > 0)
            {
                return $"{_story}{string.Concat(faults.Select(fault => $"  - {fault}\n"))}  output:\n{Tail(run.Output)}";
            }
        }

        return null;
    }

    private async Task PushImagesAsync(CancellationToken cancellationToken)
    {
        JsonObject images = example.Given["images"]?.AsObject() ?? [];
        bool mentionsRun = !images.ContainsKey("run") && example.Given.ToJsonString().Contains("registry\\u003E/run", StringComparison.Ordinal);
        var recipe = new ImageRecipe(registry, scene);
        foreach ((string name, JsonNode? image) in mentionsRun ? images.Prepend(KeyValuePair.Create<string, JsonNode?>("run", new JsonObject())) : images)
        {
            await recipe.MakeAsync(name, image!.AsObject(), cancellationToken);
        }
    }

    // Of several commands only the last is judged by the case; the others must succeed.
    private async Task<(ProcessRun Run, IReadOnlyList<string> Faults)> RunStepAsync(JsonObject step, CancellationToken cancellationToken)
    {
        string[] phases = step["run"] is JsonArray list ? [.. list.Select(item => item!.GetValue<string>())]
            : step["run"] is JsonValue one ? [one.GetValue<string>()] : [];
        foreach (string phase in phases.SkipLast(1))
        {
            (ProcessRun run, IReadOnlyList<string> missing) = await RunPhaseAsync(step, phase, cancellationToken);
            if (run.ExitCode != 0 || missing.Count > 0)
            {
                return (run, run.ExitCode != 0 ? [$"exit code: expected 0, got {run.ExitCode}"] : missing);
            }
        }

        return await RunPhaseAsync(step, phases.LastOrDefault(), cancellationToken);
    }

    private async Task<(ProcessRun Run, IReadOnlyList<string> Missing)> RunPhaseAsync(JsonObject step, string? phase, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> command = phase is null
            ? ["bash", "-ec", scene.Placeholders.Expand(step["sh"]?.GetValue<string>() ?? "true")]
            : PhaseCommand.Of(scene, phase, step["bare"]?.GetValue<bool>() == true);
        _traces.Clear(command);
        scene.HandOver();
        bool asRoot = (step["as"] ?? example.Given["as"])?.GetValue<string>() == "root";
        Dictionary<string, string> environment = PhaseCommand.Environment(scene, phase ?? "", example.Given["env"], step["env"]);
        ProcessRun run = await ProcessRun.RunAsync(command, environment, scene.PathOf("app"), asRoot, cancellationToken);
        _story.Append("  $ ").Append(run.Shown).Append('\n');
        return (run, run.ExitCode == 0 && phase is not null ? [.. _traces.Missing(command, environment)] : []);
    }

    private static string Tail(string output)
    {
        string[] lines = output.TrimEnd().Split('\n');
        return string.Concat(lines.TakeLast(25).Select(line => $"    {line}\n"));
    }
}
