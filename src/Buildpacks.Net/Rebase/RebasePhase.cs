using System.Text;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Rebase;

/// <summary>
/// The rebase phase (Platform API, rebaser): puts the layers of an app onto a newer base, without building anything and,
/// in a registry, without moving a layer.
/// </summary>
public static class RebasePhase
{
    /// <summary>Runs the phase.</summary>
    /// <exception cref="LifecycleException">An image is missing, the base does not go with it, or it cannot be written.</exception>
    public static async Task<RebaseResult> RunAsync(RebaseInputs inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        try
        {
            var app = await FindAsync(inputs, inputs.AppImage, cancellationToken).ConfigureAwait(false);
            var label = RebasedLabel.Read(app, inputs.AppImage);
            var baseName = inputs.RunImage ?? await ChooseBaseAsync(inputs, label, cancellationToken).ConfigureAwait(false);
            var newBase = await FindAsync(inputs, baseName, cancellationToken).ConfigureAwait(false);
            BaseCheck.Run(inputs, app, newBase);
            var image = RebasedImage.Create(inputs, app, newBase, label.Onto(inputs, newBase, baseName), label.TopLayer);
            var saved = await SaveAsync(inputs, image, cancellationToken).ConfigureAwait(false);
            var report = await ReportAsync(inputs, saved, cancellationToken).ConfigureAwait(false);
            return new RebaseResult(saved, newBase.Identifier, report);
        }
        catch (OciException fault)
        {
            throw new LifecycleException(fault.Code, FailureKind.Rebase, fault.Message, fault);
        }
    }

    private static async Task<Image> FindAsync(RebaseInputs inputs, ImageName name, CancellationToken cancellationToken) =>
        await inputs.Images.FindAsync(name.Reference, platform: null, cancellationToken).ConfigureAwait(false)
        ?? throw RebaseFault.Of(RebaseFault.NoImage, $"there is no image {name}, or it may not be read; check the name and the credentials.");

    private static async Task<ImageName> ChooseBaseAsync(RebaseInputs inputs, RebasedLabel label, CancellationToken cancellationToken)
    {
        var source = RunImageSelection.FromMetadata(label.Metadata, inputs.Features.HasRunToml) ?? throw RebaseFault.Of(
            RebaseFault.BadMetadata, $"{inputs.AppImage} does not say which run image it was built on; name the new one with -run-image.");
        try
        {
            var images = inputs.ChecksAccess ? inputs.Images : null;
            return ImageName.Parse(await RunImageSelection
                .ChooseAsync(source, inputs.AppImage.Reference.Registry, images, cancellationToken).ConfigureAwait(false));
        }
        catch (LifecycleException fault)
        {
            throw new LifecycleException(fault.Code, FailureKind.Rebase, fault.Message, fault);
        }
    }

    private static async Task<SavedImage> SaveAsync(RebaseInputs inputs, NewImage image, CancellationToken cancellationToken)
    {
        var names = inputs.AdditionalNames.Select(name => name.Reference).ToList();
        var saved = await inputs.Images.SaveAsync(image, inputs.OutputImage.Reference, names, cancellationToken).ConfigureAwait(false);
        RebaseLog.Saved(inputs.Log, inputs.OutputImage.Text, saved.Identifier);
        return saved;
    }

    private static async Task<ReportToml> ReportAsync(RebaseInputs inputs, SavedImage saved, CancellationToken cancellationToken)
    {
        var report = new ReportToml
        {
            Tags = [inputs.OutputImage.Text, .. inputs.AdditionalNames.Select(name => name.Text)],
            ImageId = saved.ManifestDigest is null ? saved.Identifier : "",
            Digest = saved.ManifestDigest?.ToString() ?? "",
            ManifestSize = saved.ManifestSize ?? 0,
        };
        try
        {
            if (inputs.ReportPath is { } path)
            {
                await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(report.ToToml()), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw RebaseFault.Of(RebaseFault.NoReport, $"the image is written, but the report {inputs.ReportPath} could not be.", fault);
        }

        return report;
    }
}
