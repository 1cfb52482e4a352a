using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Analyze;

/// <summary>Tries whether the images of a build can be read and written, all at once, before any work is done.</summary>
internal static class ImageAccessCheck
{
    /// <summary>Checks all images.</summary>
    /// <exception cref="LifecycleException">One of them cannot be read or written.</exception>
    public static async Task RunAsync(AnalyzeInputs inputs, CancellationToken cancellationToken)
    {
        var checks = new List<(string Action, Task<ImageAccess> Result, ImageReference Image)>();
        if (inputs.ChecksAccess)
        {
            var reads = new[] { inputs.PreviousImage ?? inputs.OutputImage, inputs.RunImage }.Distinct();
            checks.AddRange(reads.Select(image => ("read", inputs.Images.CheckReadAsync(image, cancellationToken), image)));
            var writes = inputs.AdditionalNames.Prepend(inputs.OutputImage).Distinct();
            checks.AddRange(writes.Select(image => ("write", inputs.Images.CheckWriteAsync(image, cancellationToken), image)));
        }

        if (inputs is { CacheImage: { } cache, CacheImages: { } caches })
        {
            checks.Add(("write", caches.CheckWriteAsync(cache, cancellationToken), cache));
        }

        await Task.WhenAll(checks.Select(check => check.Result)).ConfigureAwait(false);
        foreach (var (action, result, image) in checks)
        {
            var access = await result.ConfigureAwait(false);
            if (!access.Allowed)
            {
                throw new LifecycleException(
                    AnalyzePhase.NoAccess,
                    FailureKind.Analyze,
                    $"could not {action} image {image}: {access.Reason?.TrimEnd('.')}; check its name, the registry and the credentials.");
            }
        }
    }
}
