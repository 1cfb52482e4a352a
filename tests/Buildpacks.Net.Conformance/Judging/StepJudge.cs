using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Buildpacks.Net.Conformance.Running;
using Buildpacks.Net.Conformance.Scenes;

namespace Buildpacks.Net.Conformance.Judging;

/// <summary>Compares what a step did with what the case expects of it.</summary>
internal sealed class StepJudge(Scene scene, Subjects subjects)
{
    private readonly Expectation _expectation = new(scene.Placeholders);

    /// <summary>What is not as expected, a line each; values that later steps refer to become placeholders.</summary>
    public async Task<IReadOnlyList<string>> JudgeAsync(JsonObject step, ProcessRun run, CancellationToken cancellationToken)
    {
        List<string> faults = [];
        if (!ExitCodes.Allows(step["exit"], run.ExitCode))
        {
            faults.Add($"exit code: expected {ExitCodes.Describe(step["exit"])}, got {run.ExitCode}");
        }

        faults.AddRange(Output(step, run));
        foreach ((string subject, JsonNode? expected) in step["then"]?.AsObject() ?? [])
        {
            faults.AddRange(await JudgeSubjectAsync(subject, expected, cancellationToken));
        }

        foreach ((string subject, JsonNode? paths) in step["rising"]?.AsObject() ?? [])
        {
            faults.AddRange(await JudgeRisingAsync(subject, [.. Texts(paths)], cancellationToken));
        }

        foreach ((string name, JsonNode? path) in step["save"]?.AsObject() ?? [])
        {
            if (await SaveAsync(name, path!.GetValue<string>(), cancellationToken) is { } fault)
            {
                faults.Add(fault);
            }
        }

        return faults;
    }

    private IEnumerable<string> Output(JsonObject step, ProcessRun run)
    {
        string[] lines = [.. run.StandardOutput.Split('\n').Select(line => line.Trim())];
        return Texts(step["output"]).Where(wanted => !Matches(run.Output, wanted)).Select(wanted => $"output: expected {wanted}")
            .Concat(Texts(step["no-output"]).Where(wanted => Matches(run.Output, wanted)).Select(wanted => $"output: expected to be without {wanted}"))
            .Concat(Texts(step["lines"]).Where(wanted => !lines.Contains(wanted.Trim())).Select(wanted => $"output: expected the line {wanted}"));
    }

    private IEnumerable<string> Texts(JsonNode? node) =>
        (node as JsonArray ?? (node is null ? [] : [node.DeepClone()])).Select(item => scene.Placeholders.Expand(item!.GetValue<string>()));

    private static bool Matches(string text, string wanted) =>
        wanted.StartsWith('~') ? Regex.IsMatch(text, wanted[1..]) : text.Contains(wanted, StringComparison.Ordinal);

    private async Task<IEnumerable<string>> JudgeSubjectAsync(string subject, JsonNode? expected, CancellationToken cancellationToken)
    {
        try
        {
            return [.. _expectation.Differences(subject, expected, await subjects.FindAsync(subject, cancellationToken))];
        }
        catch (Exception error) when (error is InvalidDataException or JsonException or IOException or HttpRequestException)
        {
            return [$"{subject}: cannot be read: {error.Message}"];
        }
    }

    // Which layer a file is in says little, as images may have layers that no case speaks of; which comes first says more.
    private async Task<IEnumerable<string>> JudgeRisingAsync(string subject, string[] paths, CancellationToken cancellationToken)
    {
        JsonNode? files = (await subjects.FindAsync(subject, cancellationToken))?["files"];
        int?[] layers = [.. paths.Select(path => (int?)files?[path]?["layer"])];
        return layers.Zip(layers.Skip(1)).Any(pair => !(pair.First < pair.Second))
            ? [$"{subject}: expected each in a later layer than the one before: {string.Join(", ", paths.Zip(layers, (path, layer) => $"{path} is in {layer?.ToString(CultureInfo.InvariantCulture) ?? "none"}"))}"]
            : [];
    }

    private async Task<string?> SaveAsync(string name, string path, CancellationToken cancellationToken)
    {
        string[] parts = path.Split(" > ");
        JsonNode? node = await subjects.FindAsync(parts[0], cancellationToken);
        foreach (string part in parts.Skip(1))
        {
            if (node is JsonValue value && value.TryGetValue(out string? text) && text.StartsWith('{'))
            {
                node = JsonNode.Parse(text);
            }

            node = node is JsonArray list
                ? int.TryParse(part, out int index) && list.Count > (index < 0 ? index + list.Count : index) ? list[index < 0 ? index + list.Count : index] : null
                : (node as JsonObject)?[scene.Placeholders.Expand(part)];
        }

        if (node is not JsonValue found)
        {
            return $"{path}: expected to be there";
        }

        scene.Placeholders[name] = found.ToString();
        return null;
    }
}
