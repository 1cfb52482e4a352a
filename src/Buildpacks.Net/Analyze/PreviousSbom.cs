using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Analyze;

/// <summary>Brings the bills of materials of the last build back to <c>&lt;layers&gt;/sbom</c>; the restorer hands them to the buildpacks.</summary>
internal static class PreviousSbom
{
    /// <summary>The fault that the previous image names a layer of bills of materials that it does not have.</summary>
    public const string MissingLayer = "BPN3113";

    /// <summary>Restores the layer, if this API and the previous image have one.</summary>
    public static async Task RestoreAsync(AnalyzeInputs inputs, PreviousImage previous, CancellationToken cancellationToken)
    {
        if (!inputs.Features.HasSbomLayers || inputs.SkipLayers || previous is not { Image: { } image, Metadata.Sbom: { Length: > 0 } sha })
        {
            return;
        }

        var layer = Digest.TryParse(sha, out var diffId) ? image.FindLayer(diffId) : null;
        if (layer is null)
        {
            throw new LifecycleException(
                MissingLayer,
                FailureKind.Analyze,
                $"could not restore the software bills of materials of {image.Reference}: it has no layer {sha}, which its label names; "
                + "name another -previous-image, or skip restoring with -skip-layers.");
        }

        AnalyzeLog.RestoringSbom(inputs.Log);
        var tar = await layer.OpenTarAsync(cancellationToken).ConfigureAwait(false);
        await using (tar.ConfigureAwait(false))
        {
            await ExtractAsync(inputs, tar, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ExtractAsync(AnalyzeInputs inputs, Stream tar, CancellationToken cancellationToken)
    {
        var folder = inputs.LayersDirectory + "/sbom";
        try
        {
            if (inputs.Placement is { } placement)
            {
                var extraction = new VerifiedExtraction(inputs.LayersDirectory, ".analyze-") { ArchiveDirectory = placement.LayersDirectory };
                await extraction.RunAsync(tar, folder, onEntry: null, cancellationToken).ConfigureAwait(false);
                return;
            }

            await LayerExtractor.ExtractAsync(tar, new ExtractionOptions { Within = folder }, cancellationToken).ConfigureAwait(false);
        }
        catch (OciException fault) when (fault.Code == OciErrors.UnsafeArchive)
        {
            // It was built with another layers folder, or is hostile; either way it is of no use here.
            AnalyzeLog.SbomDropped(inputs.Log, fault.Message);
            PosixFile.RemoveTree(folder);
        }
    }
}
