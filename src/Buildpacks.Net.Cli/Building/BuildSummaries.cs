using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Create;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Cli.Building;

/// <summary>Puts together what is said of a finished build.</summary>
internal sealed class BuildSummaries(BuildRequest request, RunImage runImage, ImageHomes homes)
{
    public async Task<BuildSummary> CreateAsync(CreateResult result, PhaseClock clock, TimeSpan duration, CancellationToken cancellationToken)
    {
        var metadata = result.Build.Metadata;
        var image = await homes.Open(request.Output).FindAsync(request.Name.Reference, null, cancellationToken).ConfigureAwait(false);
        return new BuildSummary
        {
            Name = request.Name.Text,
            Tag = request.Name.Reference.Identifier,
            Tags = [.. request.Tags.Select(tag => tag.Text)],
            Target = request.Output,
            Digest = result.Export.Image.ManifestDigest?.ToString() ?? result.Export.Image.ImageId.ToString(),
            Size = Size(image),
            LayerCount = image?.Layers.Count ?? runImage.Image.Layers.Count + result.Export.Layers.Count(layer => layer.InImage),
            Layers = result.Export.Layers,
            Restored = result.Restore?.Layers ?? [],
            Buildpacks = [.. metadata.Buildpacks.Select(buildpack => buildpack.ToString())],
            RunImage = runImage.IsMachine ? null : runImage.Image.Identifier,
            DefaultProcess = request.DefaultProcess ?? (metadata.BuildpackDefaultProcessType is { Length: > 0 } type ? type : null),
            Phases = clock.Phases,
            Duration = duration,
            CacheProblem = result.Export.CacheProblem,
        };
    }

    private static long? Size(Image? image) => image?.Layers.All(layer => layer.Descriptor is not null) == true
        ? image.Layers.Sum(layer => layer.Descriptor!.Size)
        : null;
}
