using System.Globalization;
using Buildpacks.Net.Cli.Inspect;

namespace Buildpacks.Net.Cli.Rebasing;

/// <summary>The closing lines of a rebase.</summary>
internal static class RebaseText
{
    /// <summary>For people.</summary>
    public static string Write(RebaseSummary summary)
    {
        var text = new AlignedText();
        text.Section(summary.HasChanged ? $"Rebased {summary.Name}" : $"Rebased {summary.Name}, onto the base that it already had");
        text.Rows(
            ("Image", summary.Location),
            ("Tags", string.Join(", ", summary.Tags)),
            ("Digest", summary.Digest),
            ("Old base", Describe(summary.OldBase)),
            ("New base", Describe(summary.NewBase)),
            ("Layers", string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.OldBase.LayerCount} of the old base replaced by {summary.NewBase.LayerCount}; no layer of the app was touched, all {summary.AppLayerCount} are as they were")));
        return text.ToString();
    }

    /// <summary>For machines: one object.</summary>
    public static string WriteJson(RebaseSummary summary, IReadOnlyList<string> warnings) => JsonText.Write(json =>
    {
        json.Text("name", summary.Name);
        json.Text("location", summary.Location);
        json.Texts("tags", summary.Tags);
        json.Text("digest", summary.Digest);
        json.Flag("changed", summary.HasChanged);
        json.Object("oldBase", () => Write(json, summary.OldBase));
        json.Object("newBase", () => Write(json, summary.NewBase));
        json.Number("appLayerCount", summary.AppLayerCount);
        json.Texts("warnings", warnings);
    });

    private static void Write(JsonText json, RebaseSummary.Stand stand)
    {
        json.Optional("image", stand.Image);
        json.Optional("reference", stand.Reference);
        json.Text("topLayer", stand.TopLayer);
        json.Number("layerCount", stand.LayerCount);
    }

    private static string Describe(RebaseSummary.Stand stand) => (stand.Image, stand.Reference) switch
    {
        ("", "") => stand.TopLayer,
        ("", var reference) => reference,
        (var image, "") => image,
        var (image, reference) => $"{image} ({reference})",
    };
}
