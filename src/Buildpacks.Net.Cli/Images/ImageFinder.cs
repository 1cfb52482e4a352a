using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Archives;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Cli.Images;

/// <summary>
/// Finds the image that a person names: <c>oci:DIR[:TAG]</c>, <c>archive:FILE</c>, <c>docker:NAME</c>, or a name alone.
/// </summary>
/// <param name="host">What the process was given.</param>
/// <param name="homes">The places.</param>
/// <param name="bare">Where a name alone is looked for.</param>
internal sealed class ImageFinder(CliHost host, ImageHomes homes, BareName bare)
{
    private readonly LayoutFinder _layouts = new(host);

    /// <summary>Finds the image.</summary>
    /// <exception cref="CliException">The text names no image, or there is none of that name.</exception>
    /// <exception cref="OciException">The place that it is in cannot be asked, or is damaged.</exception>
    public async Task<ExistingImage> FindAsync(string text, CancellationToken cancellationToken) => text.Split(':', 2) switch
    {
        ["oci", { Length: > 0 } place] => await _layouts.FindAsync(text, place, cancellationToken).ConfigureAwait(false),
        ["archive", { Length: > 0 } file] => await InArchiveAsync(text, host.FullPath(file), cancellationToken).ConfigureAwait(false),
        ["docker", { Length: > 0 } name] => await InDaemonAsync(text, PlaceName.Parse(name), cancellationToken).ConfigureAwait(false),
        _ => await ByNameAsync(PlaceName.Parse(text), cancellationToken).ConfigureAwait(false),
    };

    private static async Task<ExistingImage> InArchiveAsync(string text, string file, CancellationToken cancellationToken)
    {
        var store = new ArchiveImageStore(file);
        var names = await store.ReadNamesAsync(cancellationToken).ConfigureAwait(false);
        var label = PlaceName.OfPath(file);
        List<ImageReference> references = [.. names.Select(name => Complete(name, label)).DefaultIfEmpty(label)];
        var found = new List<Image>();
        foreach (var reference in references)
        {
            if (await store.FindAsync(reference, null, cancellationToken).ConfigureAwait(false) is { } image)
            {
                found.Add(image);
            }
        }

        return found.DistinctBy(image => image.Identifier).ToList() switch
        {
            [] => throw Missing($"could not find the image {text}: {(File.Exists(file) ? $"{file} has none for {Oci.Images.Platform.Current}" : $"there is no file {file}")}."),
            [var image] => new ExistingImage(new ImageName(text, image.Reference), image, store, new OutputTarget(OutputKind.Archive, file))
            {
                FurtherNames = [.. references.Skip(1)],
            },
            _ => throw CliException.Usage($"{text} has several images ({string.Join(", ", names)}): only archives with a single one can be used."),
        };
    }

    // Some tools write no more than a tag.
    private static ImageReference Complete(string name, ImageReference label) =>
        name.AsSpan().ContainsAny('/', ':') && ImageReference.TryParse(name, out var reference) ? reference
        : ImageReference.TryParse($"{label.RepositoryName}:{name}", out var tagged) ? tagged
        : label;

    private async Task<ExistingImage> InDaemonAsync(string text, ImageName name, CancellationToken cancellationToken)
    {
        var image = await homes.Daemon.FindAsync(name.Reference, null, cancellationToken).ConfigureAwait(false)
            ?? throw Missing($"could not find the image {text}: the Docker daemon has no {name.Reference}.");
        return new ExistingImage(name, image, homes.Daemon, new OutputTarget(OutputKind.Daemon));
    }

    private async Task<ExistingImage> ByNameAsync(ImageName name, CancellationToken cancellationToken)
    {
        if (bare == BareName.OutThenRegistry && await _layouts.TryFindBuildAsync(name, cancellationToken).ConfigureAwait(false) is { } built)
        {
            return built;
        }

        var (home, kind) = bare == BareName.DaemonThenRegistry
            ? ((IImageStore)new EitherHome(homes.Daemon, homes.Registries), OutputKind.Daemon)
            : (homes.Registries, OutputKind.Registry);
        try
        {
            var image = await home.FindAsync(name.Reference, null, cancellationToken).ConfigureAwait(false)
                ?? throw Missing($"could not find the image {name}: {Elsewhere(name)}{name.Reference.Registry} has no {name.Reference}, or it may not be read; check the name and the credentials.");
            return new ExistingImage(name, image, home, new OutputTarget(kind));
        }
        catch (OciException fault)
        {
            throw new CliException(CliException.NoImage, $"could not find the image {name}: {Elsewhere(name)}{name.Reference.Registry} could not be asked.", fault);
        }
    }

    private string Elsewhere(ImageName name)
    {
        if (bare != BareName.OutThenRegistry)
        {
            return "";
        }

        var folder = host.FullPath(name.Text);
        return Directory.Exists(folder) ? $"{folder} is a folder (if it is meant, write oci:{name}), there is no such build in {host.FullPath("out")}, and "
            : File.Exists(folder) ? $"{folder} is a file (if it is meant, write archive:{name}), there is no such build in {host.FullPath("out")}, and "
            : $"there is no such build in {host.FullPath("out")}, and ";
    }

    private static CliException Missing(string message) => new(CliException.NoImage, message);
}
