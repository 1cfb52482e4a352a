using System.Globalization;
using System.Text;
using Buildpacks.Net.Cli.Building;
using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Export;
using Buildpacks.Net.Restore;

namespace Buildpacks.Net.Cli.Display;

/// <summary>The closing lines of a build.</summary>
internal static class SummaryText
{
    /// <summary>Writes them.</summary>
    /// <param name="summary">What the build came to.</param>
    /// <param name="workingDirectory">Paths are shown relative to this folder.</param>
    public static string Write(BuildSummary summary, string workingDirectory)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Built {summary.Name} in {Seconds(summary.Duration)}");
        Row(text, "image", Place(summary, workingDirectory));
        Row(text, "digest", summary.Digest);
        Row(text, "size", Size(summary));
        Row(text, "base", summary.RunImage ?? "made from this machine: good for trying; production wants a named base, --run-image");
        Row(text, "buildpacks", string.Join(", ", summary.Buildpacks));
        Row(text, "reused", Reused(summary));
        Row(text, "made", Names(summary.Layers.Where(layer => !layer.IsReused && layer.InImage)));
        Row(text, "phases", string.Join(", ", summary.Phases.Select(phase => $"{phase.Key} {Seconds(phase.Value)}")));
        text.AppendLine(CultureInfo.InvariantCulture, $"\nRun it:\n  {RunCommand.For(summary, workingDirectory)}");
        return text.ToString();
    }

    private static void Row(StringBuilder text, string name, string value)
    {
        const int width = 11;
        if (value.Length > 0)
        {
            text.Append("  ").Append(name.PadRight(width)).AppendLine(value);
        }
    }

    private static string Place(BuildSummary summary, string workingDirectory) => string.Join(", ", summary.Tags.Prepend(summary.Target.Kind switch
    {
        OutputKind.Layout => $"oci:{Path.GetRelativePath(workingDirectory, summary.Target.Path)}:{summary.Tag}",
        OutputKind.Archive => $"archive:{Path.GetRelativePath(workingDirectory, summary.Target.Path)}",
        OutputKind.Daemon => $"docker:{summary.Name}",
        _ => summary.Name,
    }));

    private static string Size(BuildSummary summary)
    {
        var layers = string.Create(CultureInfo.InvariantCulture, $"{summary.LayerCount} layers");
        return summary.Size is { } size ? $"{ByteSize.Text(size)} in {layers}" : layers;
    }

    private static string Reused(BuildSummary summary)
    {
        var reused = Names(summary.Layers.Where(layer => layer.IsReused && layer.InImage));
        var restored = string.Join(", ", summary.Restored.Where(layer => layer.Outcome == RestoreOutcome.Restored).Select(layer => layer.Identifier));
        return (reused, restored) switch
        {
            ("", "") => "nothing: there was no earlier build of this image",
            (_, "") => reused,
            ("", _) => $"from the cache {restored}",
            _ => $"{reused}; from the cache {restored}",
        };
    }

    private static string Names(IEnumerable<ExportedLayer> layers) =>
        string.Join(", ", layers.Select(layer => layer.Identifier.Replace("buildpacksio/lifecycle:", "", StringComparison.Ordinal)));

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s");
}
