using System.Globalization;
using Buildpacks.Net.Cli.Display;

namespace Buildpacks.Net.Cli.Inspect;

/// <summary>What is told of an image, for people.</summary>
internal static class ReportText
{
    /// <summary>Writes it.</summary>
    /// <param name="report">What is told.</param>
    /// <param name="verbose">Whether labels and environment are shown too.</param>
    public static string Write(ImageReport report, bool verbose)
    {
        var text = new AlignedText();
        WriteImage(text, report);
        if (report.IsFromBuildpacks)
        {
            WriteBase(text, report);
            WriteBuildpacks(text, report.Build);
            WriteProcesses(text, report);
            WriteLayers(text, report);
            WriteSource(text, report.Source);
        }

        if (verbose)
        {
            WriteDetails(text, report);
        }

        return text.ToString();
    }

    private static void WriteImage(AlignedText text, ImageReport report)
    {
        text.Section("Image");
        text.Rows(
            ("Name", report.Name),
            ("Location", report.Location),
            ("Digest", report.Digest),
            ("Size", report.Size is { } size ? $"{ByteSize.Text(size)} in {Count(report.LayerCount, "layer")}" : Count(report.LayerCount, "layer")),
            ("Created", report.Created),
            ("Platform", string.Join('/', ((string[])[report.Os, report.Architecture, report.Variant]).Where(part => part.Length > 0))),
            ("Platform API", report.PlatformApi),
            ("Launcher", report.Build.LauncherVersion),
            ("SBOM", !report.IsFromBuildpacks ? "" : report.HasSbom ? $"yes: cnb sbom download {report.Name}" : "none"));
    }

    private static void WriteBase(AlignedText text, ImageReport report)
    {
        var stands = report.Base;
        text.Section("Base");
        text.Rows(
            ("ID", stands.Id),
            ("Image", stands.Image),
            ("Mirrors", string.Join(", ", stands.Mirrors)),
            ("Reference", stands.Reference),
            ("Distribution", $"{stands.DistributionName} {stands.DistributionVersion}".Trim()),
            ("Stack", report.Stack),
            ("Top layer", stands.TopLayer),
            ("Layers", (stands.LayerCount, stands.Size) switch
            {
                (null, _) => "not known",
                ({ } count, null) => Count(count, "layer"),
                ({ } count, { } size) => $"{Count(count, "layer")}, {ByteSize.Text(size)}",
            }),
            ("Rebasable", stands.IsRebasable ? "true" : "false"));
    }

    private static void WriteBuildpacks(AlignedText text, BuildMetadata build)
    {
        text.Section("Buildpacks");
        WriteBuilders(text, build.Buildpacks);
        if (build.Extensions.Count > 0)
        {
            text.Section("Extensions");
            WriteBuilders(text, build.Extensions);
        }
    }

    private static void WriteBuilders(AlignedText text, IReadOnlyList<BuildMetadata.Builder> builders)
    {
        text.Table(["ID", "VERSION", "HOMEPAGE"], [.. builders.Select(builder => (IReadOnlyList<string>)[builder.Id, builder.Version, builder.Homepage])]);
        NoneWithout(text, builders.Count);
    }

    private static void WriteProcesses(AlignedText text, ImageReport report)
    {
        text.Section("Processes");
        text.Table(["TYPE", "SHELL", "COMMAND", "ARGS", "WORK DIR", "BUILDPACK"], [.. report.Build.Processes.Select(process => (IReadOnlyList<string>)
        [
            process.Type == report.DefaultProcess ? $"{process.Type} (default)" : process.Type,
            process.IsDirect ? "" : "bash",
            Words(process.Command),
            Words(process.Args),
            process.WorkingDirectory,
            process.Buildpack,
        ])]);
        NoneWithout(text, report.Build.Processes.Count);
    }

    private static void WriteLayers(AlignedText text, ImageReport report)
    {
        text.Section(report.Base.LayerCount is null ? "Layers" : "Layers above the base");
        text.Table(["LAYER", "TYPES", "SIZE", "DIFF ID"], [.. report.Layers.Select(layer => (IReadOnlyList<string>)
        [
            layer.Content.Text,
            string.Join(", ", layer.Content.Types),
            layer.Size is { } size ? ByteSize.Text(size) : "",
            layer.DiffId,
        ])]);
        NoneWithout(text, report.Layers.Count);
    }

    private static void WriteSource(AlignedText text, ProjectSource? source)
    {
        if (source is not null)
        {
            text.Section("Source");
            text.Rows([("type", source.Type), .. source.Version.Concat(source.Metadata).Select(entry => (entry.Key, entry.Value))]);
        }
    }

    private static void WriteDetails(AlignedText text, ImageReport report)
    {
        text.Section("Environment");
        text.Rows([.. report.Environment.Select(variable => (variable.Key, variable.Value ?? "(not shown)"))]);
        NoneWithout(text, report.Environment.Count);
        text.Section("Labels");
        text.Rows([.. report.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => (label.Key, label.Value))]);
        NoneWithout(text, report.Labels.Count);
    }

    private static void NoneWithout(AlignedText text, int count)
    {
        if (count == 0)
        {
            text.Line("(none)");
        }
    }

    private static string Words(IReadOnlyList<string> words) => string.Join(' ', words.Select(word =>
        word.Length > 0 && !word.Any(letter => char.IsWhiteSpace(letter) || letter is '"' or '\'' or '\\') ? word
        : $"\"{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""));

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
