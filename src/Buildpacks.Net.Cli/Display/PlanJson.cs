using System.Text.Json;
using Buildpacks.Net.Cli.Building;

namespace Buildpacks.Net.Cli.Display;

/// <summary>What a build would do, for machines.</summary>
internal static class PlanJson
{
    /// <summary>Writes the properties into an object that was begun.</summary>
    public static void Write(Utf8JsonWriter json, BuildPlan plan)
    {
        json.WriteString("name", plan.Name);
        json.WriteStartArray("buildpacks");
        foreach (var buildpack in plan.Group)
        {
            json.WriteStringValue(buildpack.ToString());
        }

        json.WriteEndArray();
        json.WriteStartArray("plan");
        foreach (var entry in plan.Entries)
        {
            json.WriteStartObject();
            json.WriteString("name", entry.Requires.Count > 0 ? entry.Requires[0].Name : "");
            json.WriteStartArray("providers");
            foreach (var provider in entry.Providers)
            {
                json.WriteStringValue($"{provider.Id}@{provider.Version}");
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
