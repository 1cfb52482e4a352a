using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.Sboms;

/// <summary>The layer of an image that holds its bills of materials. Whoever made the image decides what is in it, so nothing of it is trusted.</summary>
/// <param name="name">What the person called the image.</param>
/// <param name="image">The image.</param>
/// <param name="layer">The layer.</param>
internal sealed class SbomLayer(string name, Image image, ImageLayer layer)
{
    /// <summary>Where documents go below the folder that was asked for, as pack has it.</summary>
    public const string Place = "layers/sbom";

    private const string UsualLayers = "/layers";
    private const long MaximumSize = 2L << 30;
    private const uint OwnerOnly = 0x1C0;
    private const uint Folder = 0x1ED; // 0755
    private const uint Plain = 0x1A4; // 0644

    /// <summary>Finds the layer.</summary>
    /// <exception cref="CliException">The image has none.</exception>
    public static SbomLayer Of(ExistingImage existing)
    {
        var name = existing.Name.Text;
        var label = existing.Image.Config.GetLabel(LifecycleMetadataLabel.Name)
            ?? throw None(name, $"it was not made by buildpacks (it has no label {LifecycleMetadataLabel.Name})");
        var metadata = LifecycleMetadataLabel.TryParse(label) ?? throw None(name, $"its label {LifecycleMetadataLabel.Name} is damaged");
        if (metadata.Sbom is not { Length: > 0 } sha)
        {
            throw None(name, "none of its buildpacks wrote one");
        }

        var layer = Digest.TryParse(sha, out var diffId) ? existing.Image.FindLayer(diffId) : null;
        return new SbomLayer(name, existing.Image, layer ?? throw None(name, $"its label names the layer {sha}, which it does not have"));
    }

    /// <summary>Writes the documents below a folder. Documents that are there already are replaced.</summary>
    /// <returns>The paths of the documents, relative to the folder.</returns>
    /// <exception cref="CliException">The layer is damaged or dangerous, or the folder cannot be written to.</exception>
    public async Task<IReadOnlyList<string>> ExtractAsync(string directory, CancellationToken cancellationToken)
    {
        var temporary = $"{directory}/.cnb-sbom-{Guid.NewGuid():N}";
        try
        {
            PosixFile.MakeDirectories(directory);
            PosixFile.MakeDirectory(temporary, OwnerOnly);
            var within = $"{LayersDirectory()}/sbom";
            await ExtractAsync(temporary, within, cancellationToken).ConfigureAwait(false);
            var documents = new List<string>();
            Move(temporary + within, directory, Place, documents, cancellationToken);
            return documents;
        }
        catch (OciException fault)
        {
            throw new CliException(CliException.NoSbom, $"could not take the bills of materials out of {name}: nothing was written.", fault);
        }
        catch (IOException fault)
        {
            throw new CliException(CliException.BadPath, $"could not write the bills of materials of {name} below {directory}.", fault);
        }
        finally
        {
            PosixFile.RemoveTree(temporary);
        }
    }

    // All of it is verified before the first document appears.
    private async Task ExtractAsync(string root, string within, CancellationToken cancellationToken)
    {
        var tar = await layer.OpenTarAsync(cancellationToken).ConfigureAwait(false);
        await using (tar.ConfigureAwait(false))
        {
            var bounded = new BoundedStream(tar, MaximumSize, $"the layer {layer.DiffId}");
            await using (bounded.ConfigureAwait(false))
            {
                await LayerExtractor.ExtractAsync(bounded, new ExtractionOptions { Root = root, Within = within }, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Files only: a link, followed by whoever reads the documents later, would show another file.
    private static void Move(string from, string directory, string place, List<string> documents, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        switch (PosixFile.TryStatusOfLink(from)?.Type)
        {
            case PosixFileType.Directory:
                PosixFile.ChangeMode(from, Folder);
                PosixFile.MakeDirectories($"{directory}/{place}");
                foreach (var entry in PosixFile.ReadDirectory(from))
                {
                    Move($"{from}/{entry}", directory, $"{place}/{entry}", documents, cancellationToken);
                }

                break;
            case PosixFileType.Regular:
                PosixFile.ChangeMode(from, Plain);
                PosixFile.Rename(from, $"{directory}/{place}");
                documents.Add(place);
                break;
            default:
                break;
        }
    }

    private string LayersDirectory() => image.Config.GetEnv("CNB_LAYERS_DIR") is { } text && text.StartsWith('/')
        ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(text)) is { Length: > 1 } full ? full : ""
        : UsualLayers;

    private static CliException None(string name, string reason) =>
        new(CliException.NoSbom, $"{name} has no bills of materials: {reason}.");
}
