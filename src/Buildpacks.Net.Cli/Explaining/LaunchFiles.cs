using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Cli.Inspect;
using Buildpacks.Net.Cli.Sboms;

namespace Buildpacks.Net.Cli.Explaining;

/// <summary>
/// The files of an image that decide how its processes start, in a folder. Layers are read one after the other and of each only
/// what counts is written: files that set variables, and of programs and scripts the names.
/// </summary>
/// <param name="image">The image.</param>
/// <param name="layersDirectory">Its layers folder.</param>
/// <param name="appDirectory">Its application's folder.</param>
internal sealed class LaunchFiles(Image image, string layersDirectory, string appDirectory)
{
    private const long Largest = 64L << 30;
    private readonly string _layers = layersDirectory.Trim('/') + "/";
    private readonly string _profile = appDirectory.Trim('/') + "/.profile";

    /// <summary>Writes them below a folder.</summary>
    /// <param name="root">The folder that stands for the image's root.</param>
    /// <param name="contents">What the layers are: those of the base and of the build are passed over.</param>
    /// <param name="cancellationToken">Cancels; the folder is then useless.</param>
    /// <exception cref="OciException">A layer cannot be read, or is damaged or dangerous.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public async Task ExtractAsync(string root, LayerContents contents, CancellationToken cancellationToken)
    {
        foreach (var layer in image.Layers.Where(layer => contents.Of(layer.DiffId.ToString()).Kind is "buildpack" or "config" or "app"))
        {
            var tar = await layer.OpenTarAsync(cancellationToken).ConfigureAwait(false);
            await using (tar.ConfigureAwait(false))
            {
                var bounded = new BoundedStream(tar, Largest, $"the layer {layer.DiffId}");
                await using (bounded.ConfigureAwait(false))
                {
                    await LayerExtractor.ExtractAsync(bounded, new ExtractionOptions { Root = root, Choose = Choose }, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>How much of an entry counts.</summary>
    public EntryExtraction Choose(TarHeader header)
    {
        var path = header.Name.Trim('/');
        if (path == _profile)
        {
            return EntryExtraction.WithoutContent;
        }

        if (!path.StartsWith(_layers, StringComparison.Ordinal))
        {
            return EntryExtraction.None;
        }

        return path[_layers.Length..].Split('/') switch
        {
            ["config", "metadata.toml"] => EntryExtraction.Whole,
            ["config", ..] => EntryExtraction.None,
            [_] or [_, _] => header.Type == TarEntryType.Directory ? EntryExtraction.Whole : EntryExtraction.None,
            [_, _, "bin" or "lib"] => EntryExtraction.WithoutContent,
            [_, _, "bin", _] => header.Type == TarEntryType.Directory ? EntryExtraction.None : EntryExtraction.WithoutContent,
            [_, _, "exec.d" or "profile.d", .. { Length: <= 2 }] => EntryExtraction.WithoutContent,
            [_, _, "env" or "env.launch", .. { Length: <= 2 }] => header.Type is TarEntryType.Directory or TarEntryType.File or TarEntryType.SymbolicLink or TarEntryType.HardLink
                ? EntryExtraction.Whole
                : EntryExtraction.None,
            _ => EntryExtraction.None,
        };
    }
}
