using Buildpacks.Net.Cli.Building;
using Buildpacks.Net.Cli.Display;
using Buildpacks.Net.Cli.Projects;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Cli.BuildpackSources;

/// <summary>Brings the buildpacks of a build together, in the folder where the lifecycle looks for them.</summary>
/// <param name="host">What the process was given.</param>
/// <param name="caches">The user's caches.</param>
/// <param name="work">The folders of the build.</param>
/// <param name="registries">Where buildpack images are.</param>
/// <param name="display">Told of what takes long.</param>
internal sealed class BuildpacksFolder(CliHost host, CacheFolder caches, WorkFolder work, IImageStore registries, IBuildDisplay display)
{
    private int _number;

    /// <summary>Prepares buildpacks as named on the command line, and puts them into the folder.</summary>
    /// <returns>What an order is made of: those that were named, without what they consist of.</returns>
    /// <exception cref="CliException">One cannot be used.</exception>
    public async Task<IReadOnlyList<OrderElement>> AddAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var elements = new List<OrderElement>();
        foreach (var name in names)
        {
            var buildpack = await AddAsync(BuildpackSource.Parse(name, host.WorkingDirectory), cancellationToken).ConfigureAwait(false);
            elements.Add(buildpack.Element);
        }

        return elements;
    }

    /// <summary>Prepares buildpacks of a project descriptor, and puts them into the folder.</summary>
    /// <exception cref="CliException">One cannot be used.</exception>
    public async Task<IReadOnlyList<OrderElement>> AddAsync(IEnumerable<ProjectBuildpack> buildpacks, CancellationToken cancellationToken)
    {
        var elements = new List<OrderElement>();
        foreach (var asked in buildpacks)
        {
            if (asked.Script is { } script)
            {
                var folder = InlineBuildpack.Write(NextFolder(), asked, script);
                elements.Add((await PlaceAsync(folder, cancellationToken).ConfigureAwait(false)).Element);
                continue;
            }

            if (asked.Uri.Length == 0)
            {
                throw new CliException(
                    CliException.BadBuildpack, $"{asked.File} asks for the buildpack {asked.Id}, but not where it is, and there is no builder that has it; give its uri.");
            }

            var source = BuildpackSource.Parse(asked.Uri, Path.GetDirectoryName(asked.File)!);
            elements.Add((await AddAsync(source, cancellationToken).ConfigureAwait(false)).Element);
        }

        return elements;
    }

    private async Task<PreparedBuildpack> AddAsync(BuildpackSource source, CancellationToken cancellationToken) => source.Kind switch
    {
        BuildpackSourceKind.Folder => await AddFolderAsync(source.Place, cancellationToken).ConfigureAwait(false),
        BuildpackSourceKind.Archive => await AddPackedAsync(
            source.Place, folder => new BuildpackArchive(source.Place).ExtractAsync(folder, cancellationToken), cancellationToken).ConfigureAwait(false),
        _ => await AddPackedAsync(
            source.Place, folder => new BuildpackImage(registries, source.Place, display).ExtractAsync(folder, cancellationToken), cancellationToken).ConfigureAwait(false),
    };

    private async Task<PreparedBuildpack> AddFolderAsync(string folder, CancellationToken cancellationToken)
    {
        var built = await new SourceBuildpack(host, caches, display).PrepareAsync(folder, cancellationToken).ConfigureAwait(false);
        var buildpack = await PlaceAsync(built, cancellationToken).ConfigureAwait(false);
        foreach (var dependency in await PackageDependencies.ReadAsync(folder, cancellationToken).ConfigureAwait(false))
        {
            await AddAsync(BuildpackSource.Parse(dependency, folder), cancellationToken).ConfigureAwait(false);
        }

        return buildpack;
    }

    /// <summary>Several buildpacks may come in one package; the one that the package is about is the result.</summary>
    private async Task<PreparedBuildpack> AddPackedAsync(string place, Func<string, Task<string?>> extract, CancellationToken cancellationToken)
    {
        var folder = NextFolder();
        var about = await extract(folder).ConfigureAwait(false);
        var placed = new List<PreparedBuildpack>();
        foreach (var found in FindDescriptors(folder))
        {
            placed.Add(await PlaceAsync(found, cancellationToken).ConfigureAwait(false));
        }

        return placed switch
        {
            [] => throw new CliException(CliException.BadBuildpack, $"{place} holds no buildpack: there is no buildpack.toml in it."),
            [var only] => only,
            _ => placed.FirstOrDefault(buildpack => $"{buildpack.Descriptor.Info.Id}@{buildpack.Descriptor.Info.Version}" == about)
                ?? throw new CliException(CliException.BadBuildpack, $"{place} holds {placed.Count} buildpacks and does not say which of them it is about."),
        };
    }

    private async Task<PreparedBuildpack> PlaceAsync(string folder, CancellationToken cancellationToken)
    {
        var buildpack = await PreparedBuildpack.ReadAsync(folder, cancellationToken).ConfigureAwait(false);
        var parent = $"{work.Buildpacks}/{buildpack.Descriptor.Info.Id!.FolderName}";
        PosixFile.MakeDirectories(parent);
        var place = $"{parent}/{buildpack.Descriptor.Info.Version}";
        if (PosixFile.TryStatusOfLink(place) is { } other)
        {
            // Named twice, or part of two packages: the first one stays.
            return other.Type == PosixFileType.SymbolicLink ? buildpack with { Directory = PosixFile.ReadLink(place) } : buildpack;
        }

        PosixFile.MakeLink(folder, place);
        return buildpack;
    }

    private static IEnumerable<string> FindDescriptors(string folder)
    {
        if (PosixFile.TryStatus($"{folder}/buildpack.toml") is not null)
        {
            return [folder];
        }

        return PosixFile.ReadDirectory(folder).Select(name => $"{folder}/{name}")
            .Where(path => PosixFile.TryStatusOfLink(path)?.Type == PosixFileType.Directory).SelectMany(FindDescriptors);
    }

    private string NextFolder()
    {
        var folder = $"{work.Spool}/buildpack-{_number++}";
        PosixFile.MakeDirectories(folder);
        return folder;
    }
}
