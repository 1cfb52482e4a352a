using System.Text.Json;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Cli.Inspect;

/// <summary>Reads the labels that lifecycles put on images. What is damaged is told, not thrown.</summary>
internal sealed class ImageLabels(ImageConfig config)
{
    private const string Build = "io.buildpacks.build.metadata";
    private const string Project = "io.buildpacks.project.metadata";
    private readonly List<string> _warnings = [];

    /// <summary>Whether there is a label that only a lifecycle writes.</summary>
    public bool AreThere => config.GetLabel(LifecycleMetadataLabel.Name) is not null || config.GetLabel(Build) is not null;

    /// <summary>The labels that could not be read.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>What the layers are; empty when that is not told.</summary>
    public LifecycleMetadata ReadLayers()
    {
        if (config.GetLabel(LifecycleMetadataLabel.Name) is not { } json)
        {
            _warnings.Add($"the label {LifecycleMetadataLabel.Name} is missing: base and layers are not known");
            return new LifecycleMetadata();
        }

        if (LifecycleMetadataLabel.TryParse(json) is { } metadata)
        {
            return metadata;
        }

        Damaged(LifecycleMetadataLabel.Name, "base and layers are not known");
        return new LifecycleMetadata();
    }

    /// <summary>Buildpacks and processes; empty when they are not told.</summary>
    public BuildMetadata ReadBuild() => Read(Build, "buildpacks and processes are not known", root => new BuildMetadata
    {
        Buildpacks = [.. Items(root, "buildpacks").Select(ReadBuilder)],
        Extensions = [.. Items(root, "extensions").Select(ReadBuilder)],
        Processes = [.. Items(root, "processes").Select(ReadProcess)],
        LauncherVersion = Member(root, "launcher") is { } launcher ? Text(launcher, "version") : "",
    }) ?? new BuildMetadata();

    /// <summary>Where the source comes from; null when that is not told.</summary>
    public ProjectSource? ReadSource() => config.GetLabel(Project) is null ? null : Read(Project, "the source is not known", root =>
        Member(root, "source") is { } source ? new ProjectSource(Text(source, "type"), Entries(source, "version"), Entries(source, "metadata")) : null);

    private T? Read<T>(string label, string loss, Func<JsonElement, T?> read)
        where T : class
    {
        if (config.GetLabel(label) is not { } json)
        {
            _warnings.Add($"the label {label} is missing: {loss}");
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Null ? null : read(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Not JSON, or a value of another type than it must have.
            Damaged(label, loss);
            return null;
        }
    }

    private void Damaged(string label, string loss) => _warnings.Add($"the label {label} is damaged: {loss}");

    private static BuildMetadata.Builder ReadBuilder(JsonElement element) =>
        new(Text(element, "id"), Text(element, "version"), Text(element, "homepage"));

    private static BuildMetadata.Process ReadProcess(JsonElement process) => new(
        Text(process, "type"),
        // Until Platform API 0.9 it is one text.
        Member(process, "command") is { ValueKind: JsonValueKind.String } command ? [command.GetString()!] : Texts(process, "command"),
        Texts(process, "args"),
        Member(process, "direct")?.GetBoolean() ?? false,
        Text(process, "working-dir"),
        Text(process, "buildpackID"));

    private static JsonElement? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static string Text(JsonElement element, string name) => Member(element, name)?.GetString() ?? "";

    private static List<JsonElement> Items(JsonElement element, string name) => Member(element, name) is { } items ? [.. items.EnumerateArray()] : [];

    private static IReadOnlyList<string> Texts(JsonElement element, string name) => [.. Items(element, name).Select(item => item.GetString() ?? "")];

    private static IReadOnlyList<KeyValuePair<string, string>> Entries(JsonElement element, string name) => Member(element, name) is { } table
        ? [.. table.EnumerateObject().Select(member => KeyValuePair.Create(
            member.Name, member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText()))]
        : [];
}
