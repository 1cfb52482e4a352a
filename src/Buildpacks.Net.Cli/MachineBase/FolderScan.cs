using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>Looks through an application's folders. What cannot be read is passed over: it will not run either.</summary>
internal static class FolderScan
{
    private const uint Executable = 0x49;

    /// <summary>Reads the beginning of each file, and more of programs and libraries; several at once.</summary>
    public static FolderContent Run(IReadOnlyList<string> folders, CancellationToken cancellationToken)
    {
        var files = new List<Entry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var commands = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in folders.SelectMany(Walk))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = entry.Path[(entry.Path.LastIndexOf('/') + 1)..];
            names.Add(name);
            if (entry.Status.Type is PosixFileType.Regular or PosixFileType.SymbolicLink)
            {
                files.Add(entry);
            }

            if (entry.Status.Type == PosixFileType.SymbolicLink || (entry.Status.Permissions & Executable) != 0)
            {
                commands.Add(name);
            }
        }

        var findings = new Finding?[files.Count];
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.For(0, files.Count, options, at => findings[at] = Look(files[at]));
        return new FolderContent
        {
            Elves = [.. findings.Select(finding => finding?.Elf).OfType<FolderElf>()],
            Interpreters = new SortedSet<string>(
                findings.SelectMany(finding => finding?.Interpreters ?? []), PosixText.ByteOrder),
            Names = names,
            IsInvariant = DotnetConfiguration.AreInvariant(
                files.Where(file => file.Status.Type == PosixFileType.Regular).Select(file => file.Path)),
            Commands = commands,
        };
    }

    private static IEnumerable<Entry> Walk(string top)
    {
        var open = new Stack<string>([top]);
        while (open.TryPop(out var folder))
        {
            foreach (var name in NamesIn(folder))
            {
                var path = $"{folder.TrimEnd('/')}/{name}";
                if (TryStatus(path) is not { } status)
                {
                    continue;
                }

                if (status.Type == PosixFileType.Directory)
                {
                    open.Push(path);
                }
                else
                {
                    yield return new Entry(path, status);
                }
            }
        }
    }

    private static List<string> NamesIn(string folder)
    {
        try
        {
            return PosixFile.ReadDirectory(folder);
        }
        catch (PosixException)
        {
            return [];
        }
    }

    private static PosixFileStatus? TryStatus(string path)
    {
        try
        {
            return PosixFile.TryStatusOfLink(path);
        }
        catch (PosixException)
        {
            return null;
        }
    }

    private static Finding? Look(Entry entry)
    {
        if (entry.Status.Type == PosixFileType.SymbolicLink)
        {
            return LookAtLink(entry.Path);
        }

        if (entry.Status.Size < 4)
        {
            return null;
        }

        try
        {
            // Should the file have become a pipe meanwhile, opening it must not wait for a writer.
            using var file = PosixFile.OpenHandle(
                entry.Path, LibC.OpenReadOnly | LibC.OpenNonBlocking | LibC.OpenNoFollow, 0);
            Span<byte> head = stackalloc byte[ScriptLine.Longest];
            head = head[..RandomAccess.Read(file, head, 0)];
            if (head.StartsWith("\u007FELF"u8))
            {
                return ElfReader.TryRead(file, searchText: true) is { } elf
                    ? new Finding(new FolderElf(entry.Path, elf), [])
                    : null;
            }

            return (entry.Status.Permissions & Executable) != 0 ? new Finding(null, ScriptLine.Programs(head)) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    // A virtual environment of Python is one link to the machine's interpreter.
    private static Finding? LookAtLink(string path)
    {
        try
        {
            var target = PosixFile.ReadLink(path);
            return target.StartsWith('/') && !target.Any(char.IsControl) ? new Finding(null, [target]) : null;
        }
        catch (PosixException)
        {
            return null;
        }
    }

    private readonly record struct Entry(string Path, PosixFileStatus Status);

    private sealed record Finding(FolderElf? Elf, IReadOnlyList<string> Interpreters);
}
