namespace Buildpacks.Net.Shared;

/// <summary>Removes and moves trees of files whose folders may forbid to be written to, as those of layers may.</summary>
internal static class WritableTree
{
    private const uint OwnerOnly = 0x1C0;

    /// <summary>Removes a tree.</summary>
    public static void Remove(string path)
    {
        Unlock(path);
        PosixFile.RemoveTree(path);
    }

    /// <summary>Moves a tree to a place. Where a folder is there already, what is in both is replaced and the rest stays.</summary>
    public static void Move(string from, string to)
    {
        var source = PosixFile.StatusOfLink(from);
        var target = PosixFile.TryStatusOfLink(to);
        if (target is not { Type: PosixFileType.Directory } || source.Type != PosixFileType.Directory)
        {
            MoveOver(from, to, source, target);
            return;
        }

        foreach (var name in PosixFile.ReadDirectory(from))
        {
            Move($"{from}/{name}", $"{to}/{name}");
        }
    }

    private static void MoveOver(string from, string to, in PosixFileStatus source, in PosixFileStatus? target)
    {
        if (target is { Type: PosixFileType.Directory })
        {
            Remove(to);
        }
        else if (target is { Type: PosixFileType.Regular } old && source.Type == PosixFileType.Regular)
        {
            // A file that was there keeps its mode.
            PosixFile.ChangeMode(from, old.Permissions);
        }
        else if (target is not null && source.Type == PosixFileType.Directory)
        {
            PosixFile.Remove(to);
        }

        MoveFolder(from, to, source);
    }

    // A folder can only change its parent when it may be written to.
    private static void MoveFolder(string from, string to, in PosixFileStatus source)
    {
        var isLocked = source.Type == PosixFileType.Directory && (source.Permissions & OwnerOnly) != OwnerOnly;
        if (isLocked)
        {
            PosixFile.ChangeMode(from, source.Permissions | OwnerOnly);
        }

        PosixFile.Rename(from, to);
        if (isLocked)
        {
            PosixFile.ChangeMode(to, source.Permissions);
        }
    }

    private static void Unlock(string path)
    {
        if (PosixFile.TryStatusOfLink(path) is not { Type: PosixFileType.Directory } status)
        {
            return;
        }

        if ((status.Permissions & OwnerOnly) != OwnerOnly)
        {
            PosixFile.ChangeMode(path, status.Permissions | OwnerOnly);
        }

        foreach (var name in PosixFile.ReadDirectory(path))
        {
            Unlock($"{path}/{name}");
        }
    }
}
