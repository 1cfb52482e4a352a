using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Export;

/// <summary>The label <c>io.buildpacks.build.metadata</c>: who built the image, and which processes it has (Platform API, labels).</summary>
internal static class BuildMetadataLabel
{
    public const string Name = "io.buildpacks.build.metadata";

    /// <summary>Writes the label as Go programs write it.</summary>
    public static string ToJson(BuildMetadataToml metadata, LauncherSource launcher, PlatformFeatures features)
    {
        var json = new GoJsonWriter();
        json.Object(() =>
        {
            if (!features.LegacyBomIsFile)
            {
                List(json.Key("bom"), metadata.Bom, entry => WriteBom(json, entry));
            }

            List(json.Key("buildpacks"), metadata.Buildpacks, element => WriteElement(json, element));
            if (metadata.Extensions.Count > 0)
            {
                json.Key("extensions").Array(metadata.Extensions, element => WriteElement(json, element));
            }

            WriteLauncher(json.Key("launcher"), launcher);
            WriteProcesses(json.Key("processes"), metadata, features);
            json.Optional("buildpack-default-process-type", metadata.BuildpackDefaultProcessType);
        });
        return json.ToString();
    }

    private static void WriteProcesses(GoJsonWriter json, BuildMetadataToml metadata, PlatformFeatures features)
    {
        if (metadata.HasProcesses)
        {
            json.Array(metadata.Processes, process => WriteProcess(json, process, features));
        }
        else
        {
            json.Null();
        }
    }

    private static void WriteBom(GoJsonWriter json, BomEntry entry) => json.Object(() =>
    {
        json.Key("name").String(entry.Name);
        json.Optional("version", entry.Version);
        TomlToJson.Write(json.Key("metadata"), entry.Metadata);
        json.Key("buildpack").Object(() =>
        {
            json.Key("id").String(entry.Buildpack?.Id.Value ?? "");
            json.Key("version").String(entry.Buildpack?.Version ?? "");
        });
    });

    private static void WriteElement(GoJsonWriter json, GroupElement element) => json.Object(() =>
    {
        json.Key("id").String(element.Id.Value);
        json.Key("version").String(element.Version);
        json.Optional("homepage", element.Homepage);
        json.Optional("optional", element.Optional);
    });

    private static void WriteLauncher(GoJsonWriter json, LauncherSource launcher) => json.Object(() =>
    {
        json.Key("version").String(launcher.Version);
        json.Key("source").Object(() => json.Key("git").Object(() =>
        {
            json.Key("repository").String(launcher.Repository);
            json.Key("commit").String(launcher.Commit);
        }));
    });

    private static void WriteProcess(GoJsonWriter json, MetadataProcess process, PlatformFeatures features) => json.Object(() =>
    {
        json.Key("type").String(process.Type);
        json.Key("command");
        if (features.CommandIsArray)
        {
            List(json, process.Command, json.String);
        }
        else
        {
            json.String(process.Command is [var program, ..] ? program : "");
        }

        json.Key("args");
        if (process.Args is { } args)
        {
            json.Array(args, json.String);
        }
        else
        {
            json.Null();
        }

        json.Key("direct").Boolean(process.Direct);
        json.Optional("default", process.Default);
        json.Key("buildpackID").String(process.BuildpackId);
        json.Optional("working-dir", process.WorkingDirectory);
        json.Optional("exec-env", process.ExecEnv);
    });

    // What is empty was never there for a Go program.
    private static void List<T>(GoJsonWriter json, IReadOnlyList<T> items, Action<T> write)
    {
        if (items.Count > 0)
        {
            json.Array(items, write);
        }
        else
        {
            json.Null();
        }
    }
}
