using System.Text;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Analyze;

/// <summary>
/// The analyze phase (Platform API, analyzer): checks that images can be read and written, finds out what the image of
/// the last build was made of and what the run image is made for, and brings back the bills of materials of the last build.
/// </summary>
public static class AnalyzePhase
{
    /// <summary>The code of the fault that an image may not be read or written.</summary>
    public const string NoAccess = "BPN3111";

    /// <summary>The code of the fault that the run image is not usable.</summary>
    public const string UnusableRunImage = "BPN3112";

    /// <summary>Runs the phase.</summary>
    /// <exception cref="LifecycleException">An image cannot be read or written, or is not usable.</exception>
    /// <exception cref="IOException">analyzed.toml or the bills of materials cannot be written.</exception>
    public static async Task<AnalyzeResult> RunAsync(AnalyzeInputs inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        try
        {
            await ImageAccessCheck.RunAsync(inputs, cancellationToken).ConfigureAwait(false);
            var previous = await PreviousImage.FindAsync(inputs, cancellationToken).ConfigureAwait(false);
            await PreviousSbom.RestoreAsync(inputs, previous, cancellationToken).ConfigureAwait(false);
            var runImage = await FindRunImageAsync(inputs, cancellationToken).ConfigureAwait(false);
            var analyzed = new AnalyzedToml
            {
                PreviousImage = previous.Identifier,
                Metadata = previous.Metadata,
                RunImage = await DescribeAsync(inputs, runImage, cancellationToken).ConfigureAwait(false),
            };
            await WriteAsync(inputs, analyzed, cancellationToken).ConfigureAwait(false);
            return new AnalyzeResult(analyzed, previous.Image, runImage);
        }
        catch (OciException fault)
        {
            throw new LifecycleException(fault.Code, FailureKind.Analyze, fault.Message, fault);
        }
    }

    private static async Task<Image?> FindRunImageAsync(AnalyzeInputs inputs, CancellationToken cancellationToken)
    {
        var image = await inputs.Images.FindAsync(inputs.RunImage, platform: null, cancellationToken).ConfigureAwait(false);
        if (image is null)
        {
            AnalyzeLog.ImageNotFound(inputs.Log, inputs.RunImageName);
        }
        else
        {
            AnalyzeLog.ImageFound(inputs.Log, inputs.RunImageName, image.Identifier);
        }

        return image;
    }

    private static async Task<AnalyzedRunImage> DescribeAsync(AnalyzeInputs inputs, Image? image, CancellationToken cancellationToken)
    {
        var reference = image?.Identifier
            ?? await AbsentPlatform.NameAsync(inputs, cancellationToken).ConfigureAwait(false)
            ?? "";
        if (!inputs.Features.HasTargets)
        {
            return new AnalyzedRunImage { Reference = reference };
        }

        // An image that is not there is taken for one of the usual kind: a later phase may still choose another.
        var target = image is null ? new TargetMetadata { Os = "linux", Arch = "amd64" } : ImageTarget.Read(image.Config);
        return target.Os.Length > 0
            ? new AnalyzedRunImage { Reference = reference, Image = inputs.RunImageName, Target = target }
            : throw new LifecycleException(
                UnusableRunImage,
                FailureKind.Analyze,
                $"could not use the run image {inputs.RunImageName}: its config names no operating system; rebuild it with 'os' set.");
    }

    private static async Task WriteAsync(AnalyzeInputs inputs, AnalyzedToml analyzed, CancellationToken cancellationToken)
    {
        if (inputs.AnalyzedPath is { } path)
        {
            await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(analyzed.ToToml()), cancellationToken).ConfigureAwait(false);
        }
    }
}
