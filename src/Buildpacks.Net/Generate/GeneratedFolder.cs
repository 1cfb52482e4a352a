using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Generate;

/// <summary>The folder in which the extender finds Dockerfiles (Platform API, detector outputs).</summary>
internal sealed class GeneratedFolder(GenerateInputs inputs)
{
    private const string Ignored = ".ignore";
    private const string ConfigName = "extend-config.toml";

    /// <summary>Puts the Dockerfiles in place, those without effect under a name that nobody looks for.</summary>
    public async Task ArrangeAsync(IEnumerable<ExtensionOutput> outputs, RunImageChoice choice, CancellationToken cancellationToken)
    {
        foreach (var output in outputs)
        {
            foreach (var dockerfile in output.Dockerfiles)
            {
                var isOverruled = choice.Overruled.Contains(dockerfile);
                if (!inputs.Features.HasExtensionContexts)
                {
                    await CopyAsync(output, dockerfile, isOverruled, cancellationToken).ConfigureAwait(false);
                }
                else if (isOverruled)
                {
                    PosixFile.Rename(dockerfile.Path, dockerfile.Path + Ignored);
                }
            }
        }
    }

    /// <summary>Older APIs have one folder for each image and extension, with nothing but the Dockerfile and its arguments.</summary>
    private async Task CopyAsync(
        ExtensionOutput output, ExtensionDockerfile dockerfile, bool isOverruled, CancellationToken cancellationToken)
    {
        var folder = $"{inputs.GeneratedDirectory}/{dockerfile.Kind}/{output.Extension.FolderName}";
        PosixFile.MakeDirectories(folder);
        var target = $"{folder}/Dockerfile{(isOverruled ? Ignored : "")}";
        await FolderCopy.CopyFileAsync(dockerfile.Path, target, cancellationToken).ConfigureAwait(false);
        var config = $"{output.Folder}/{ConfigName}";
        if (PosixFile.TryStatus(config) is not null)
        {
            await FolderCopy.CopyFileAsync(config, $"{folder}/{ConfigName}", cancellationToken).ConfigureAwait(false);
        }
    }
}
