using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Platform;

/// <summary>
/// Chooses among a run image and its mirrors (Platform API, run image resolution): the one in the registry of the app
/// image, so that layers need not travel, then the first that can be read.
/// </summary>
public static class RunImageSelection
{
    /// <summary>The code of the fault that no run image can be used.</summary>
    public const string NoRunImage = "BPN3101";

    /// <summary>Chooses the image to use.</summary>
    /// <param name="source">The run image and its mirrors.</param>
    /// <param name="registry">The registry of the app image.</param>
    /// <param name="images">Where to look whether an image can be read; null takes every image for readable (daemon, layout).</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The image as it is written in <paramref name="source"/>.</returns>
    /// <exception cref="LifecycleException">No image is named, or none can be read.</exception>
    public static async Task<string> ChooseAsync(
        RunImageSource source, string registry, IImageStore? images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Image.Length == 0)
        {
            throw NotFound("no run image is known; name one with -run-image");
        }

        IReadOnlyList<string> candidates = [source.Image, .. source.Mirrors];
        var near = candidates.Where(text => ImageReference.TryParse(text, out var reference) && reference.Registry == registry);
        var reasons = new List<string>();
        foreach (var candidate in near.Concat(candidates))
        {
            var reason = await ReasonAgainstAsync(candidate, images, cancellationToken).ConfigureAwait(false);
            if (reason is null)
            {
                return candidate;
            }

            reasons.Add($"{candidate}: {reason}");
        }

        throw NotFound($"no run image can be read ({string.Join("; ", reasons.Distinct())}); check the names and the credentials, or name one with -run-image");
    }

    /// <summary>The run image in the metadata of an app image, for a rebase; null when it names none.</summary>
    public static RunImageSource? FromMetadata(LifecycleMetadata metadata, bool hasRunToml)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (hasRunToml && metadata.RunImage.Image.Length > 0)
        {
            return new RunImageSource { Image = metadata.RunImage.Image, Mirrors = metadata.RunImage.Mirrors };
        }

        return metadata.StackRunImage is { Image.Length: > 0 } stack ? stack : null;
    }

    private static async Task<string?> ReasonAgainstAsync(string candidate, IImageStore? images, CancellationToken cancellationToken)
    {
        if (images is null)
        {
            return null;
        }

        try
        {
            var access = await images.CheckReadAsync(ImageReference.Parse(candidate), cancellationToken).ConfigureAwait(false);
            return access.Allowed ? null : access.Reason ?? "it may not be read";
        }
        catch (OciException fault)
        {
            return fault.Message;
        }
    }

    private static LifecycleException NotFound(string message) =>
        new(NoRunImage, FailureKind.InvalidArguments, $"could not choose a run image: {message}.");
}
