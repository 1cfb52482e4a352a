using System.Text;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Restore;

/// <summary>Completes analyzed.toml with what only became known after the analysis: extensions may have chosen another run image.</summary>
internal static class AnalyzedUpdate
{
    /// <summary>Reads, completes and writes the document. Null when there is none that can be used.</summary>
    /// <exception cref="LifecycleException">An image that the build needs is not there, or may not be read.</exception>
    public static async Task<AnalyzedToml?> RunAsync(RestoreInputs inputs, GroupToml group, CancellationToken cancellationToken)
    {
        if (await ReadAsync(inputs, cancellationToken).ConfigureAwait(false) is not { } analyzed)
        {
            return null;
        }

        try
        {
            analyzed = await WithBuildImageAsync(inputs, analyzed, cancellationToken).ConfigureAwait(false);
            await CheckRunImageAsync(inputs, analyzed, cancellationToken).ConfigureAwait(false);
            analyzed = await WithRunImageAsync(inputs, group, analyzed, cancellationToken).ConfigureAwait(false);
        }
        catch (OciException fault)
        {
            throw new LifecycleException(fault.Code, FailureKind.Restore, $"could not restore: {fault.Message}", fault);
        }

        await WriteAsync(inputs, analyzed, cancellationToken).ConfigureAwait(false);
        return analyzed;
    }

    private static async Task<AnalyzedToml?> ReadAsync(RestoreInputs inputs, CancellationToken cancellationToken)
    {
        try
        {
            return inputs.AnalyzedPath is null
                ? null
                : await AnalyzedDocument.ReadAsync(inputs.AnalyzedPath, inputs.Log, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentException fault)
        {
            RestoreLog.NoAnalyzed(inputs.Log, fault.Message);
            return null;
        }
    }

    private static async Task<AnalyzedToml> WithBuildImageAsync(RestoreInputs inputs, AnalyzedToml analyzed, CancellationToken cancellationToken)
    {
        if (!inputs.Features.RestorerTakesBuildImage || inputs is not { BuildImage: { } name, Images: { } images })
        {
            return analyzed;
        }

        var image = await images.FindAsync(name, platform: null, cancellationToken).ConfigureAwait(false) ?? throw NotFound("build", name.Name);
        return analyzed with { BuildImage = image.Identifier };
    }

    /// <summary>A build that cannot be exported should fail now.</summary>
    private static async Task CheckRunImageAsync(RestoreInputs inputs, AnalyzedToml analyzed, CancellationToken cancellationToken)
    {
        if (!inputs.Features.RestorerChecksRunImage || !inputs.ChecksAccess
            || inputs is not { RunPath: { } path, Images: { } images } || analyzed.RunImage is not { } runImage)
        {
            return;
        }

        var run = await DocumentFile.ReadIfPresentAsync<RunToml>(path, cancellationToken).ConfigureAwait(false);
        if (run?.Images.Any(image => RunImageNames.Contains(image, runImage.Image)) != true)
        {
            return;
        }

        var access = await images.CheckReadAsync(ImageReference.Parse(runImage.Image), cancellationToken).ConfigureAwait(false);
        if (!access.Allowed)
        {
            throw NotFound("run", runImage.Image);
        }
    }

    private static async Task<AnalyzedToml> WithRunImageAsync(
        RestoreInputs inputs, GroupToml group, AnalyzedToml analyzed, CancellationToken cancellationToken)
    {
        if (inputs.Images is not { } images || analyzed.RunImage is not { } runImage || !IsStale(inputs, group, runImage))
        {
            return analyzed;
        }

        var image = await images.FindAsync(ImageReference.Parse(runImage.Image), platform: null, cancellationToken).ConfigureAwait(false)
            ?? throw NotFound("run", runImage.Image);
        return analyzed with
        {
            RunImage = runImage with
            {
                Reference = image.Identifier,
                Target = inputs.Features.HasTargets ? ImageTarget.Read(image.Config) : null,
            },
        };
    }

    private static bool IsStale(RestoreInputs inputs, GroupToml group, AnalyzedRunImage runImage) =>
        inputs.Features.HasExtensions
        && ((inputs.Features.HasRunExtension && runImage.Extend)
            || (group.GroupExtensions.Count > 0 && string.IsNullOrEmpty(runImage.Target?.Os)));

    private static async Task WriteAsync(RestoreInputs inputs, AnalyzedToml analyzed, CancellationToken cancellationToken)
    {
        try
        {
            await AtomicFile.WriteAsync(inputs.AnalyzedPath!, Encoding.UTF8.GetBytes(analyzed.ToToml()), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new LifecycleException(
                RestoreFault.NotPossible, FailureKind.Generic, $"could not write {inputs.AnalyzedPath}: {fault.Message}", fault);
        }
    }

    private static LifecycleException NotFound(string kind, string name) => RestoreFault.Of(
        RestoreFault.NoImage, $"the {kind} image {name} is not there, or may not be read; check its name and the credentials.");
}
