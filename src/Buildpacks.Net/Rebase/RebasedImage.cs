using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Rebase;

/// <summary>Puts the rebased image together.</summary>
internal static class RebasedImage
{
    private const string StackPrefix = "io.buildpacks.stack.";
    private const string BasePrefix = "io.buildpacks.base.";

    /// <summary>
    /// The layers of the new base, then those of the app. How containers run is the app's; the platform is the base's. One
    /// family of media types throughout: OCI as soon as either image is, because not every OCI layer has a Docker form.
    /// </summary>
    public static NewImage Create(RebaseInputs inputs, Image app, Image newBase, IReadOnlyDictionary<string, string> labels, string topLayer)
    {
        IReadOnlyList<ImageLayer> layers = [.. newBase.Layers, .. AppLayers(inputs, app, topLayer)];
        return new NewImage
        {
            Layers = layers,
            Family = app.Family == MediaTypeFamily.Docker && newBase.Family == MediaTypeFamily.Docker
                ? MediaTypeFamily.Docker
                : MediaTypeFamily.Oci,
            Config = new ImageConfig
            {
                Architecture = newBase.Config.Architecture,
                Os = newBase.Config.Os,
                OsVersion = newBase.Config.OsVersion,
                Variant = newBase.Config.Variant,
                Created = Timestamp.Reproducible,
                History = [.. layers.Select(_ => new HistoryEntry { Created = Timestamp.Reproducible })],
                Config = app.Config.Config with { Labels = Labels(inputs, newBase, labels) },
            },
        };
    }

    private static IEnumerable<ImageLayer> AppLayers(RebaseInputs inputs, Image app, string topLayer)
    {
        var top = Digest.TryParse(topLayer, out var diffId) ? app.Layers.ToList().FindIndex(layer => layer.DiffId == diffId) : -1;
        return top >= 0
            ? app.Layers.Skip(top + 1)
            : throw RebaseFault.Of(
                RebaseFault.BadMetadata,
                $"{inputs.AppImage} has no layer '{topLayer}', which its label names as the top of its base; build it anew.");
    }

    // What describes the base comes from the new one; the rest is the app's.
    private static Dictionary<string, string> Labels(RebaseInputs inputs, Image newBase, IReadOnlyDictionary<string, string> labels)
    {
        bool DescribesBase(KeyValuePair<string, string> label) =>
            label.Key.StartsWith(StackPrefix, StringComparison.Ordinal)
            || (inputs.Features.HasTargets && label.Key.StartsWith(BasePrefix, StringComparison.Ordinal));
        return new Dictionary<string, string>(
            labels.Where(label => !DescribesBase(label)).Concat(newBase.Config.Config.Labels.Where(DescribesBase)), StringComparer.Ordinal);
    }
}
