using System.Text.Json;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;

namespace Buildpacks.Net.Cli.BuildpackSources;

/// <summary>What an image that is a package of buildpacks holds (Distribution specification, Buildpackage).</summary>
internal static class PackageContent
{
    private const string PackageLabel = "io.buildpacks.buildpackage.metadata";
    private const string Root = "/cnb/buildpacks";

    /// <summary>Extracts the buildpacks of an image.</summary>
    /// <returns>Which of them it is about, as <c>id@version</c>; null when it does not say.</returns>
    public static async Task<string?> ExtractAsync(Image image, string folder, CancellationToken cancellationToken)
    {
        foreach (var layer in image.Layers)
        {
            var tar = await layer.OpenTarAsync(cancellationToken).ConfigureAwait(false);
            await using (tar.ConfigureAwait(false))
            {
                await LayerExtractor.ExtractAsync(tar, new ExtractionOptions { Root = folder, Within = Root }, cancellationToken).ConfigureAwait(false);
            }
        }

        return About(image.Config.GetLabel(PackageLabel));
    }

    private static string? About(string? label)
    {
        try
        {
            using var json = JsonDocument.Parse(label ?? "{}");
            return json.RootElement.TryGetProperty("id", out var id) && json.RootElement.TryGetProperty("version", out var version)
                ? $"{id.GetString()}@{version.GetString()}"
                : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
