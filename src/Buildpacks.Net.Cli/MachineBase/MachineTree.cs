using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>
/// The machine's files below a root that nothing leads out of: links resolve as they would after chroot. What not everyone
/// may read does not exist: an image is no place for it, and so the same is found whoever looks.
/// </summary>
/// <param name="root">The root folder.</param>
/// <param name="hidden">Folders on disk whose files are none of the machine: those of the application.</param>
internal sealed class MachineTree(string root, IReadOnlyList<string> hidden)
{
    // As many as Linux follows.
    private const int MostLinks = 40;
    private const uint ForEveryoneToEnter = 1;
    private const uint ForEveryoneToRead = 4;
    private readonly string _root = root.TrimEnd('/');
    private readonly List<string> _hidden = [.. hidden.SelectMany(Spellings)];

    /// <summary>Finds what an absolute path leads to; null when nothing is there or not everyone may look at it.</summary>
    public ResolvedFile? TryResolve(string path)
    {
        var links = new List<ResolvedLink>();
        var rest = new Stack<string>();
        Push(rest, path);
        var at = string.Empty;
        var status = TryStatus("/");
        while (status is not null && rest.TryPop(out var name))
        {
            if (at.Length > 0 && (status.Value.Permissions & ForEveryoneToEnter) == 0)
            {
                return null;
            }

            if (name is "..")
            {
                at = at.Length == 0 ? at : at[..at.LastIndexOf('/')];
                status = TryStatus(at);
                continue;
            }

            var next = $"{at}/{name}";
            status = TryStatus(next);
            if (status?.Type != PosixFileType.SymbolicLink)
            {
                at = next;
                continue;
            }

            if (links.Count == MostLinks || TryReadLink(next) is not { } target)
            {
                return null;
            }

            links.Add(new ResolvedLink(next, target));
            at = target.StartsWith('/') ? string.Empty : at;
            status = TryStatus(at);
            Push(rest, target);
        }

        var found = at.Length == 0 ? "/" : at;
        return status is { } known ? new ResolvedFile(found, _root + found, known, links) : null;
    }

    /// <summary>Finds a regular file; null when there is none.</summary>
    public ResolvedFile? TryResolveFile(string path) =>
        TryResolve(path) is { Status.Type: PosixFileType.Regular } file
            && (file.Status.Permissions & ForEveryoneToRead) != 0
            && !_hidden.Exists(folder => file.DiskPath.StartsWith(folder, StringComparison.Ordinal))
            ? file
            : null;

    /// <summary>Reads a small file, the links to it followed; null when there is none, or it is larger than a limit.</summary>
    public byte[]? TryReadFile(string path, long limit)
    {
        if (TryResolveFile(path) is not { } file || file.Status.Size > limit)
        {
            return null;
        }

        try
        {
            using var stream = PosixFile.OpenRead(file.DiskPath);
            var content = new byte[file.Status.Size];
            var length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return content[..length];
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The names in a folder, sorted; none when it is not there or cannot be read.</summary>
    public IReadOnlyList<string> NamesIn(string path)
    {
        try
        {
            return TryResolve(path) is { Status.Type: PosixFileType.Directory } folder
                && (folder.Status.Permissions & ForEveryoneToRead) != 0
                ? PosixFile.ReadDirectory(folder.DiskPath)
                : [];
        }
        catch (PosixException)
        {
            return [];
        }
    }

    // A folder may be given by way of links; files are found by paths that are free of them.
    private static IEnumerable<string> Spellings(string folder)
    {
        var path = Path.GetFullPath(folder).TrimEnd('/');
        yield return path + "/";
        if (new MachineTree("/", []).TryResolve(path) is { } real)
        {
            yield return real.Path + "/";
        }
    }

    private static void Push(Stack<string> rest, string path)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var at = names.Length - 1; at >= 0; at--)
        {
            if (names[at] != ".")
            {
                rest.Push(names[at]);
            }
        }
    }

    private PosixFileStatus? TryStatus(string path)
    {
        try
        {
            return PosixFile.TryStatusOfLink(_root + (path.Length == 0 ? "/" : path));
        }
        catch (PosixException)
        {
            return null;
        }
    }

    private string? TryReadLink(string path)
    {
        try
        {
            return PosixFile.ReadLink(_root + path);
        }
        catch (PosixException)
        {
            return null;
        }
    }
}
