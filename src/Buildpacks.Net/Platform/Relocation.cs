using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Platform;

/// <summary>
/// Rewrites paths where files of a build are known to hold them (see <see cref="ImagePlacement"/>). Works in place, on folders
/// that belong to the build alone.
/// </summary>
/// <param name="moves">Old and new paths; the first that fits a place in a text is taken.</param>
internal sealed class Relocation(IReadOnlyList<PathMove> moves)
{
    // Variables and scripts are small; whatever is larger is none.
    private const long MaximumSize = 4 * 1024 * 1024;

    /// <summary>From where folders are on disk to where they are in the image.</summary>
    public static Relocation IntoImage(ImagePlacement placement, string appDirectory, string layersDirectory) => new(
    [
        new PathMove(layersDirectory, placement.LayersDirectory),
        new PathMove(appDirectory, placement.AppDirectory),
    ]);

    /// <summary>
    /// From where folders were in the image to where they are on disk. Layers are told by the buildpacks' folders: the bare
    /// name of the layers folder is too short to be sure of.
    /// </summary>
    public static Relocation FromImage(
        ImagePlacement placement, string? appDirectory, string layersDirectory, IEnumerable<string> buildpackFolders) => new(
    [
        .. buildpackFolders.Select(name => new PathMove($"{placement.LayersDirectory}/{name}", $"{layersDirectory}/{name}")),
        .. appDirectory is null ? (PathMove[])[] : [new PathMove(placement.AppDirectory, appDirectory) { StartsWord = true }],
    ]);

    /// <summary>Rewrites everything in a layer that holds paths: links, variables and scripts of the shell.</summary>
    public void ApplyToLayer(string path, CancellationToken cancellationToken)
    {
        ApplyToLinks(path, cancellationToken);
        foreach (var name in (string[])["env", "env.build", "env.launch", "profile.d"])
        {
            ApplyToFiles($"{path}/{name}", cancellationToken);
        }
    }

    /// <summary>Rewrites the links in a folder, at any depth; those that do not lead to an old path stay what they are.</summary>
    public void ApplyToLinks(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        switch (PosixFile.TryStatusOfLink(path)?.Type)
        {
            case PosixFileType.SymbolicLink:
                var target = PosixFile.ReadLink(path);
                if (target.StartsWith('/') && Apply(target) is var moved && moved != target)
                {
                    PosixFile.Remove(path);
                    PosixFile.MakeLink(moved, path);
                }

                break;
            case PosixFileType.Directory:
                foreach (var name in PosixFile.ReadDirectory(path))
                {
                    ApplyToLinks($"{path}/{name}", cancellationToken);
                }

                break;
        }
    }

    /// <summary>Rewrites a text file; its mode stays what it is.</summary>
    public void ApplyToFile(string path)
    {
        if (PosixFile.TryStatusOfLink(path) is not { Type: PosixFileType.Regular, Size: <= MaximumSize } status)
        {
            return;
        }

        byte[] bytes;
        using (var file = PosixFile.OpenRead(path))
        {
            bytes = new byte[status.Size];
            file.ReadExactly(bytes);
        }

        var text = PosixText.Decode(bytes);
        var moved = Apply(text);
        if (moved != text)
        {
            using var file = PosixFile.Create(path + ".moved", status.Permissions);
            file.Write(PosixText.Encode(moved));
            PosixFile.ChangeMode(file.SafeFileHandle, path, status.Permissions);
            PosixFile.Rename(path + ".moved", path);
        }
    }

    /// <summary>A text in which each old path, and what is below it, has its new place.</summary>
    public string Apply(string text) => moves.Aggregate(text, (current, move) => move.Apply(current));

    private void ApplyToFiles(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (PosixFile.TryStatusOfLink(path)?.Type != PosixFileType.Directory)
        {
            ApplyToFile(path);
            return;
        }

        foreach (var name in PosixFile.ReadDirectory(path))
        {
            ApplyToFiles($"{path}/{name}", cancellationToken);
        }
    }
}
