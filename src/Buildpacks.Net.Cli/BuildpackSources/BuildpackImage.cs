using Buildpacks.Net.Cli.Display;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Cli.BuildpackSources;

/// <summary>A package of buildpacks in a registry.</summary>
internal sealed class BuildpackImage(IImageStore registries, string name, IBuildDisplay display)
{
    /// <summary>Fetches and extracts it.</summary>
    /// <returns>Which of several buildpacks it is about, as <c>id@version</c>; null when it does not say.</returns>
    /// <exception cref="CliException">It is not there, may not be read, or is no package of buildpacks.</exception>
    public async Task<string?> ExtractAsync(string folder, CancellationToken cancellationToken)
    {
        display.Step($"Fetching the buildpack {name}");
        try
        {
            var image = await registries.FindAsync(ImageReference.Parse(name), cancellationToken: cancellationToken).ConfigureAwait(false)
                ?? throw new CliException(CliException.BadBuildpack, $"could not use the buildpack '{name}': there is no such folder, file or image, or the image may not be read.");
            return await PackageContent.ExtractAsync(image, folder, cancellationToken).ConfigureAwait(false);
        }
        catch (OciException fault)
        {
            throw new CliException(CliException.BadBuildpack, $"could not use the buildpack '{name}', which is no folder or file here: {fault.Message}", fault);
        }
    }
}
