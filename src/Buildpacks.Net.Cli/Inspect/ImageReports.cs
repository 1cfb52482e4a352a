using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Cli.Inspect;

/// <summary>Puts together what is told of an image.</summary>
internal static class ImageReports
{
    private const string ProcessFolder = "/cnb/process/";
    private const string LauncherPath = "/cnb/lifecycle/launcher";

    /// <summary>Puts it together from the image's config and manifest; no layer is read.</summary>
    public static ImageReport Create(ExistingImage existing)
    {
        var image = existing.Image;
        var report = new ImageReport
        {
            Name = existing.Name.Text,
            Location = existing.Location,
            Digest = existing.Digest,
            Size = Size(image.Layers),
            LayerCount = image.Layers.Count,
            Created = image.Config.Created.ToString(),
            Os = image.Config.Os,
            Architecture = image.Config.Architecture,
            Variant = image.Config.Variant,
            Labels = image.Config.Config.Labels,
            Environment = [.. image.Config.Config.Env.Select(ReadVariable)],
        };
        var labels = new ImageLabels(image.Config);
        return labels.AreThere ? Complete(report, image, labels) : report;
    }

    private static ImageReport Complete(ImageReport report, Image image, ImageLabels labels)
    {
        var metadata = labels.ReadLayers();
        var build = labels.ReadBuild();
        var source = labels.ReadSource();
        var contents = new LayerContents(metadata);
        var diffIds = image.Layers.Select(layer => layer.DiffId.ToString()).ToList();
        var top = diffIds.IndexOf(metadata.RunImage.TopLayer);
        List<string> warnings = [.. labels.Warnings];
        if (top < 0 && metadata.RunImage.TopLayer.Length > 0)
        {
            warnings.Add($"the labels name {metadata.RunImage.TopLayer} as the top of the base, but there is no such layer");
        }

        warnings.AddRange(contents.Named.Where(named => !diffIds.Contains(named.Key))
            .Select(named => $"the labels name a layer {named.Value.Text} that is not there ({named.Key})"));
        return report with
        {
            IsFromBuildpacks = true,
            PlatformApi = image.Config.GetEnv("CNB_PLATFORM_API") ?? "",
            Base = ReadBase(image, metadata, top),
            Stack = image.Config.GetLabel("io.buildpacks.stack.id") ?? "",
            Build = build,
            DefaultProcess = DefaultProcess(image.Config),
            Layers = [.. image.Layers.Skip(top + 1).Select(layer => new LayerReport(
                layer.DiffId.ToString(), layer.Descriptor?.Digest.ToString(), layer.Descriptor?.Size, contents.Of(layer.DiffId.ToString())))],
            HasSbom = metadata.Sbom is { Length: > 0 } sbom && diffIds.Contains(sbom),
            Source = source,
            Warnings = warnings,
        };
    }

    private static BaseReport ReadBase(Image image, LifecycleMetadata metadata, int top)
    {
        var target = ImageTarget.Read(image.Config);
        var named = RunImageSelection.FromMetadata(metadata, hasRunToml: true) ?? new RunImageSource();
        return new BaseReport
        {
            Id = target.Id,
            Image = named.Image,
            Mirrors = named.Mirrors,
            Reference = metadata.RunImage.Reference,
            DistributionName = target.Distro?.Name ?? "",
            DistributionVersion = target.Distro?.Version ?? "",
            TopLayer = metadata.RunImage.TopLayer,
            LayerCount = top < 0 ? null : top + 1,
            Size = top < 0 ? null : Size(image.Layers.Take(top + 1)),
            IsRebasable = image.Config.GetLabel("io.buildpacks.rebasable") != "false",
        };
    }

    private static long? Size(IEnumerable<ImageLayer> layers)
    {
        var descriptors = layers.Select(layer => layer.Descriptor).ToList();
        return descriptors.Contains(null) ? null : descriptors.Sum(descriptor => descriptor!.Size);
    }

    // Images name the process by the link they start; before there were links, by a variable.
    private static string? DefaultProcess(ImageConfig config) => config.Config.Entrypoint switch
    {
        [var path, ..] when path.StartsWith(ProcessFolder, StringComparison.Ordinal) => path[ProcessFolder.Length..],
        [LauncherPath, ..] when config.GetEnv("CNB_PROCESS_TYPE") is { Length: > 0 } type => type,
        _ => null,
    };

    // Anybody may have put a secret into any other variable.
    private static KeyValuePair<string, string?> ReadVariable(string entry)
    {
        var (name, value) = entry.Split('=', 2) is [var left, var right] ? (left, right) : (entry, "");
        return KeyValuePair.Create<string, string?>(name, name == "PATH" || name.StartsWith("CNB_", StringComparison.Ordinal) ? value : null);
    }
}
