using System.Text.Json;
using Buildpacks.Net.Cli.Building;
using Buildpacks.Net.Cli.Images;

namespace Buildpacks.Net.Cli.Display;

/// <summary>What a build came to, for machines.</summary>
internal static class SummaryJson
{
    /// <summary>Writes the properties into an object that was begun.</summary>
    public static void Write(Utf8JsonWriter json, BuildSummary summary)
    {
        json.WriteString("name", summary.Name);
        WriteTexts(json, "tags", summary.Tags);
        json.WriteString("target", summary.Target.Kind switch
        {
            OutputKind.Layout => $"oci:{summary.Target.Path}",
            OutputKind.Archive => $"archive:{summary.Target.Path}",
            OutputKind.Daemon => "docker",
            _ => "registry",
        });
        json.WriteString("digest", summary.Digest);
        if (summary.Size is { } size)
        {
            json.WriteNumber("size", size);
        }

        json.WriteNumber("layerCount", summary.LayerCount);
        json.WriteString("runImage", summary.RunImage);
        json.WriteString("defaultProcess", summary.DefaultProcess);
        WriteTexts(json, "buildpacks", summary.Buildpacks);
        WriteLayers(json, summary);
        json.WriteStartObject("seconds");
        foreach (var (phase, time) in summary.Phases)
        {
            json.WriteNumber(phase, Math.Round(time.TotalSeconds, 3));
        }

        json.WriteNumber("total", Math.Round(summary.Duration.TotalSeconds, 3));
        json.WriteEndObject();
    }

    private static void WriteLayers(Utf8JsonWriter json, BuildSummary summary)
    {
        json.WriteStartArray("layers");
        foreach (var layer in summary.Layers)
        {
            json.WriteStartObject();
            json.WriteString("layer", layer.Identifier);
            json.WriteString("diffId", layer.DiffId.ToString());
            json.WriteString("origin", layer.Origin.ToString().ToLowerInvariant());
            json.WriteString("why", layer.Explanation);
            json.WriteBoolean("inImage", layer.InImage);
            json.WriteBoolean("inCache", layer.InCache);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("restored");
        foreach (var layer in summary.Restored)
        {
            json.WriteStartObject();
            json.WriteString("layer", layer.Identifier);
            json.WriteString("outcome", layer.Outcome.ToString().ToLowerInvariant());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
