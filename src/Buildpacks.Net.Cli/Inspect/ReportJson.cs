namespace Buildpacks.Net.Cli.Inspect;

/// <summary>What is told of an image, for machines. The README of this room says what each property means; none goes away or changes its type.</summary>
internal static class ReportJson
{
    /// <summary>Writes it.</summary>
    /// <param name="report">What is told.</param>
    /// <param name="verbose">Whether labels and environment are written too.</param>
    public static string Write(ImageReport report, bool verbose) => JsonText.Write(json =>
    {
        WriteImage(json, report);
        WriteBase(json, report.Base);
        json.Objects("buildpacks", report.Build.Buildpacks, builder => WriteBuilder(json, builder));
        json.Objects("extensions", report.Build.Extensions, builder => WriteBuilder(json, builder));
        WriteProcesses(json, report);
        json.Objects("layers", report.Layers, layer => WriteLayer(json, layer));
        WriteSource(json, report.Source);
        json.Texts("warnings", report.Warnings);
        if (verbose)
        {
            json.Entries("environment", report.Environment);
            json.Entries("labels", report.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => KeyValuePair.Create(label.Key, (string?)label.Value)));
        }
    });

    private static void WriteImage(JsonText json, ImageReport report)
    {
        json.Text("name", report.Name);
        json.Text("location", report.Location);
        json.Text("digest", report.Digest);
        json.Number("size", report.Size);
        json.Number("layerCount", report.LayerCount);
        json.Text("created", report.Created);
        json.Text("os", report.Os);
        json.Text("architecture", report.Architecture);
        json.Optional("variant", report.Variant);
        json.Flag("fromBuildpacks", report.IsFromBuildpacks);
        json.Optional("platformApi", report.PlatformApi);
        json.Optional("launcherVersion", report.Build.LauncherVersion);
        json.Optional("stack", report.Stack);
        json.Flag("sbom", report.HasSbom);
    }

    private static void WriteBase(JsonText json, BaseReport stands) => json.Object("base", () =>
    {
        json.Optional("id", stands.Id);
        json.Optional("image", stands.Image);
        json.Texts("mirrors", stands.Mirrors);
        json.Optional("reference", stands.Reference);
        json.Optional("distributionName", stands.DistributionName);
        json.Optional("distributionVersion", stands.DistributionVersion);
        json.Optional("topLayer", stands.TopLayer);
        json.Number("layerCount", stands.LayerCount);
        json.Number("size", stands.Size);
        json.Flag("rebasable", stands.IsRebasable);
    });

    private static void WriteBuilder(JsonText json, BuildMetadata.Builder builder)
    {
        json.Text("id", builder.Id);
        json.Optional("version", builder.Version);
        json.Optional("homepage", builder.Homepage);
    }

    private static void WriteProcesses(JsonText json, ImageReport report)
    {
        json.Text("defaultProcess", report.DefaultProcess);
        json.Objects("processes", report.Build.Processes, process =>
        {
            json.Text("type", process.Type);
            json.Flag("default", process.Type == report.DefaultProcess);
            json.Texts("command", process.Command);
            json.Texts("args", process.Args);
            json.Flag("direct", process.IsDirect);
            json.Optional("workingDirectory", process.WorkingDirectory);
            json.Optional("buildpack", process.Buildpack);
        });
    }

    private static void WriteLayer(JsonText json, LayerReport layer)
    {
        json.Text("diffId", layer.DiffId);
        json.Text("digest", layer.Digest);
        json.Number("size", layer.Size);
        json.Text("kind", layer.Content.Kind);
        json.Text("buildpack", layer.Content.Buildpack);
        json.Text("layer", layer.Content.Layer);
        json.Texts("types", layer.Content.Types);
    }

    private static void WriteSource(JsonText json, ProjectSource? source)
    {
        if (source is null)
        {
            json.Null("source");
            return;
        }

        json.Object("source", () =>
        {
            json.Optional("type", source.Type);
            json.Entries("version", source.Version.Select(entry => KeyValuePair.Create(entry.Key, (string?)entry.Value)));
            json.Entries("metadata", source.Metadata.Select(entry => KeyValuePair.Create(entry.Key, (string?)entry.Value)));
        });
    }
}
