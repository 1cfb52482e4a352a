using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>Writes files from disk into an archive under the names they get there. Of a file no more than its name is made a string.</summary>
internal sealed class DiskEntries
{
    private const uint Executable = 0x49;
    private const uint ExecutableMode = 0x1ED;
    private const uint PlainMode = 0x1A4;
    private const uint LinkMode = 0x1FF;
    private readonly TarWriter _tar;
    private readonly CancellationToken _cancellationToken;
    private readonly string _root;
    private readonly string _archiveRoot;
    private readonly bool _renamed;
    private readonly PathBuffer _path;
    private readonly PathBuffer _name;
    private Dictionary<(ulong Device, ulong Inode), string>? _linked;

    /// <summary>Writes what is in a directory, or the directory itself.</summary>
    /// <param name="tar">The archive.</param>
    /// <param name="root">The directory's absolute path on disk.</param>
    /// <param name="archiveRoot">Its path in the archive; null for the same.</param>
    /// <param name="cancellationToken">Stops between and within files.</param>
    public DiskEntries(TarWriter tar, string root, string? archiveRoot, CancellationToken cancellationToken)
    {
        _tar = tar;
        _cancellationToken = cancellationToken;
        _root = Clean(root);
        _archiveRoot = archiveRoot is null ? _root : Clean(archiveRoot);
        _renamed = archiveRoot is not null;
        _path = new PathBuffer(_root);
        _name = _renamed ? new PathBuffer(_archiveRoot) : _path;
    }

    /// <summary>What of the files is kept.</summary>
    public EntryOptions Options { get; init; } = new();

    /// <summary>Writes the parents of the directory, from the top; never the root directory.</summary>
    public void WriteParents()
    {
        for (var slash = NextSlash(0); slash > 0; slash = NextSlash(slash))
        {
            var parent = _archiveRoot[..slash];
            if (_renamed)
            {
                _tar.WriteDirectory(parent, ExecutableMode, FileOwner.Root);
                continue;
            }

            // Links are followed: what counts is the directory that is there.
            var status = PosixFile.TryStatus(parent)
                ?? throw new PosixException("read the status of", parent, LibC.NoSuchEntry);
            _tar.WriteDirectory(
                parent,
                Options.NormalizeModes ? ExecutableMode : status.Permissions,
                new FileOwner(status.UserId, status.GroupId));
        }
    }

    /// <summary>Writes the directory and what is below it: each directory before what is in it, names in the order of their bytes.</summary>
    public void WriteTree()
    {
        if (WriteEntry() == PosixFileType.Directory)
        {
            WriteFolder();
        }
    }

    /// <summary>Writes the directory and what is below it in the order of the bytes of whole paths.</summary>
    public void WriteTreeByPath()
    {
        if (WriteEntry() == PosixFileType.Directory)
        {
            WriteFolderByPath();
        }
    }

    /// <summary>Writes one file of any kind, in the directory or the directory itself; sockets are left out.</summary>
    public void Write(string path)
    {
        _path.Set(path);
        if (_renamed)
        {
            _name.Set(_archiveRoot + path[_root.Length..]);
        }

        WriteEntry();
    }

    private void WriteFolder()
    {
        using var names = DirectoryNames.Read(_path.Terminated);
        for (var i = 0; i < names.Count; i++)
        {
            var place = Enter(names[i]);
            if (WriteEntry() == PosixFileType.Directory)
            {
                WriteFolder();
            }

            Leave(place);
        }
    }

    // "d", "d-e" and "d/f" are in this order: what is in a directory stands where its name with a slash would.
    private void WriteFolderByPath()
    {
        using var names = DirectoryNames.Read(_path.Terminated);
        var waiting = new Stack<int>();
        for (var i = 0; i < names.Count; i++)
        {
            WriteWaiting(names, waiting, until: names[i]);
            var place = Enter(names[i]);
            if (WriteEntry() == PosixFileType.Directory)
            {
                waiting.Push(i);
            }

            Leave(place);
        }

        WriteWaiting(names, waiting, until: default);
    }

    private void WriteWaiting(DirectoryNames names, Stack<int> waiting, ReadOnlySpan<byte> until)
    {
        while (waiting.TryPeek(out var next) && (until.IsEmpty || IsBefore(names[next], until)))
        {
            var place = Enter(names[waiting.Pop()]);
            WriteFolderByPath();
            Leave(place);
        }
    }

    // Whether the directory's name with a slash comes before the other name.
    private static bool IsBefore(ReadOnlySpan<byte> directory, ReadOnlySpan<byte> other) =>
        !other.StartsWith(directory) || other[directory.Length] > (byte)'/';

    private PosixFileType WriteEntry()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var status = PosixFile.StatusOfLink(_path.Terminated);
        var name = _name.ToString();
        var owner = Options.Owner ?? new FileOwner(status.UserId, status.GroupId);
        var header = new TarHeader(TypeOf(status.Type), name, ModeOf(status), owner.UserId, owner.GroupId);
        if (Options.KeepExtendedAttributes && status.Type is PosixFileType.Regular or PosixFileType.Directory)
        {
            header = header with { ExtendedAttributes = DiskAttributes.Read(_path.Terminated) };
        }

        switch (status.Type)
        {
            case PosixFileType.Regular when Options.KeepHardLinks && status.Links > 1 && IsKnown(status, name, out var first):
                _tar.WriteEntry(header with { Type = TarEntryType.HardLink, LinkName = first, ExtendedAttributes = null });
                break;
            case PosixFileType.Regular:
                _tar.WriteFile(header with { Size = status.Size }, _path.Terminated, followLinks: false, _cancellationToken);
                break;
            case PosixFileType.SymbolicLink:
                _tar.WriteEntry(header with { LinkName = PosixFile.ReadLink(_path.ToString()) });
                break;
            case PosixFileType.CharacterDevice or PosixFileType.BlockDevice:
                _tar.WriteEntry(
                    header with { DeviceMajor = status.DeviceMajor, DeviceMinor = status.DeviceMinor });
                break;
            case PosixFileType.Directory when name == "/":
            case PosixFileType.Socket:
                break;
            default:
                _tar.WriteEntry(header);
                break;
        }

        return status.Type;
    }

    /// <summary>Whether the same file was written under another name, else remembers this one.</summary>
    private bool IsKnown(in PosixFileStatus status, string name, out string first)
    {
        _linked ??= [];
        if (_linked.TryGetValue((status.Device, status.Inode), out var known))
        {
            first = known;
            return true;
        }

        first = _linked[(status.Device, status.Inode)] = name;
        return false;
    }

    private (int Path, int Name) Enter(ReadOnlySpan<byte> name) => (_path.Enter(name), _renamed ? _name.Enter(name) : 0);

    private void Leave((int Path, int Name) place)
    {
        _path.Leave(place.Path);
        if (_renamed)
        {
            _name.Leave(place.Name);
        }
    }

    private uint ModeOf(in PosixFileStatus status) => !Options.NormalizeModes ? status.Permissions : status.Type switch
    {
        PosixFileType.SymbolicLink => LinkMode,
        PosixFileType.Directory => ExecutableMode,
        _ => (status.Permissions & Executable) != 0 ? ExecutableMode : PlainMode,
    };

    private int NextSlash(int after) => _archiveRoot.IndexOf('/', after + 1);

    private static string Clean(string path) =>
        Path.IsPathRooted(path)
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))
            : throw new ArgumentException($"'{path}' is no absolute path.", nameof(path));

    private static TarEntryType TypeOf(PosixFileType type) => type switch
    {
        PosixFileType.Regular => TarEntryType.File,
        PosixFileType.Directory => TarEntryType.Directory,
        PosixFileType.SymbolicLink => TarEntryType.SymbolicLink,
        PosixFileType.CharacterDevice => TarEntryType.CharacterDevice,
        PosixFileType.BlockDevice => TarEntryType.BlockDevice,
        PosixFileType.Fifo => TarEntryType.Fifo,
        _ => TarEntryType.None,
    };
}
