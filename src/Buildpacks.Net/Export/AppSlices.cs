using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Export;

/// <summary>
/// Divides the app folder among layers (Buildpack API, slices): one for the files each slice names, and one for the rest. A
/// file is in the first layer that asks for it; the folders above it are repeated in each layer.
/// </summary>
internal sealed class AppSlices
{
    private readonly string _directory;
    private readonly List<AppFile> _files = [];

    /// <summary>Reads the folder.</summary>
    /// <exception cref="PosixException">It, or something in it, cannot be read.</exception>
    public AppSlices(string directory, CancellationToken cancellationToken)
    {
        _directory = directory;
        IsLinked = IsLink(directory);
        Walk(new AppFile(directory, null), PosixFile.TryStatus(directory)!.Value.Type, cancellationToken);
    }

    /// <summary>Whether the app folder is a link to the folder with the files.</summary>
    public bool IsLinked { get; }

    /// <summary>Whether a folder that must be there is a link to the folder with the files.</summary>
    /// <exception cref="PosixException">It is not there, or cannot be read.</exception>
    public static bool IsLink(string directory) => PosixFile.TryStatus(directory) is null
        ? throw new PosixException("read the app folder", directory, LibC.NoSuchEntry)
        : PosixFile.StatusOfLink(directory).Type == PosixFileType.SymbolicLink;

    /// <summary>The absolute paths of each layer, in any order: those of the slices, then the rest.</summary>
    /// <exception cref="LifecycleException">A pattern is malformed.</exception>
    public IReadOnlyList<IReadOnlyList<string>> Divide(IReadOnlyList<Slice> slices)
    {
        var layers = new List<IReadOnlyList<string>>();
        foreach (var slice in slices)
        {
            layers.Add(Take([.. Matches(slice)]));
        }

        layers.Add([.. _files.Where(file => !file.IsSliced).Select(file => file.Path)]);
        return layers;
    }

    private void Walk(AppFile file, PosixFileType type, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _files.Add(file);
        if (type != PosixFileType.Directory)
        {
            return;
        }

        foreach (var name in PosixFile.ReadDirectory(file.Path))
        {
            var child = new AppFile(file.Path == "/" ? "/" + name : $"{file.Path}/{name}", file);
            file.Children.Add(child);
            Walk(child, PosixFile.StatusOfLink(child.Path).Type, cancellationToken);
        }
    }

    // In the order of the patterns, then of the walk. The app folder itself never matches.
    private IEnumerable<AppFile> Matches(Slice slice)
    {
        foreach (var text in _files.Count > 1 ? slice.Paths ?? [] : [])
        {
            var pattern = GlobPattern.TryParse(text) ?? throw new LifecycleException(
                ExportFault.BadSlice,
                FailureKind.Export,
                $"could not divide the app folder into slices: '{text}' is not a pattern; close its brackets, and let no backslash end it.");
            foreach (var file in _files.Skip(1))
            {
                if (pattern.Matches(PosixText.Encode(file.Path.AsSpan(_directory.Length).TrimStart('/'))))
                {
                    yield return file;
                }
            }
        }
    }

    private static IReadOnlyList<string> Take(IReadOnlyList<AppFile> matches)
    {
        var taken = new HashSet<AppFile>();
        foreach (var match in matches)
        {
            TakeAll(match, taken);
        }

        var parents = taken.SelectMany(Above).Where(parent => !taken.Contains(parent)).ToHashSet();
        foreach (var parent in parents.OrderByDescending(Depth))
        {
            parent.IsSliced = parent.Children.TrueForAll(child => child.IsSliced);
        }

        return [.. taken.Concat(parents).Select(file => file.Path)];
    }

    private static void TakeAll(AppFile file, HashSet<AppFile> taken)
    {
        if (file.IsSliced)
        {
            return;
        }

        foreach (var child in file.Children)
        {
            TakeAll(child, taken);
        }

        file.IsSliced = true;
        taken.Add(file);
    }

    private static IEnumerable<AppFile> Above(AppFile file)
    {
        for (var parent = file.Parent; parent is not null; parent = parent.Parent)
        {
            yield return parent;
        }
    }

    private static int Depth(AppFile file) => Above(file).Count();
}
