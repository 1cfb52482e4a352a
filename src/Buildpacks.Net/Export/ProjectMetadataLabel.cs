using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Export;

/// <summary>The label <c>io.buildpacks.project.metadata</c>: where the source comes from (Platform API, labels).</summary>
internal static class ProjectMetadataLabel
{
    public const string Name = "io.buildpacks.project.metadata";

    /// <summary>Writes the label as Go programs write it.</summary>
    public static string ToJson(ProjectMetadataToml project)
    {
        var json = new GoJsonWriter();
        json.Object(() =>
        {
            if (project.HasSource)
            {
                json.Key("source").Object(() =>
                {
                    json.Optional("type", project.SourceType);
                    Optional(json, "version", project.SourceVersion);
                    Optional(json, "metadata", project.SourceMetadata);
                });
            }
        });
        return json.ToString();
    }

    private static void Optional(GoJsonWriter json, string name, TomlTable? table)
    {
        if (table is { Count: > 0 })
        {
            TomlToJson.Write(json.Key(name), table);
        }
    }
}
