using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Analyze;

/// <summary>What is known of the image of the last build.</summary>
/// <param name="Image">The image; null when there is none, or none that can be used.</param>
/// <param name="Metadata">What it was made of; empty without one.</param>
internal sealed record PreviousImage(Image? Image, LifecycleMetadata Metadata)
{
    private static readonly PreviousImage None = new(null, new LifecycleMetadata());

    /// <summary>What names exactly this image; empty without one.</summary>
    public string Identifier => Image?.Identifier ?? "";

    /// <summary>Finds it. One that is damaged is as good as none: everything is built anew.</summary>
    public static async Task<PreviousImage> FindAsync(AnalyzeInputs inputs, CancellationToken cancellationToken)
    {
        var reference = inputs.PreviousImage ?? inputs.OutputImage;
        Image? image;
        try
        {
            image = await inputs.Images.FindAsync(reference, platform: null, cancellationToken).ConfigureAwait(false);
        }
        catch (OciException fault) when (IsDamage(fault))
        {
            AnalyzeLog.PreviousImageDamaged(inputs.Log, reference, fault.Message);
            return None;
        }

        if (image is null)
        {
            AnalyzeLog.ImageNotFound(inputs.Log, reference.Name);
            return None;
        }

        return await ReadAsync(inputs, image, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<PreviousImage> ReadAsync(AnalyzeInputs inputs, Image image, CancellationToken cancellationToken)
    {
        var reason = await MissingLayers.FindAsync(image, cancellationToken).ConfigureAwait(false)
            ?? await IndexMismatch.FindAsync(inputs, image, cancellationToken).ConfigureAwait(false);
        if (reason is not null)
        {
            AnalyzeLog.PreviousImageDamaged(inputs.Log, image.Reference, reason);
            return None;
        }

        var label = image.Config.GetLabel(LifecycleMetadataLabel.Name);
        var metadata = string.IsNullOrEmpty(label) ? new LifecycleMetadata() : LifecycleMetadataLabel.TryParse(label);
        if (metadata is null)
        {
            AnalyzeLog.PreviousImageDamaged(inputs.Log, image.Reference, $"its label {LifecycleMetadataLabel.Name} cannot be read");
            return None;
        }

        AnalyzeLog.ImageFound(inputs.Log, image.Reference.Name, image.Identifier);
        return new PreviousImage(image, metadata);
    }

    private static bool IsDamage(OciException fault) =>
        fault.Code is OciErrors.ContentMismatch or OciErrors.InvalidDocument or OciErrors.InvalidLayout or OciErrors.MissingBlob;
}
