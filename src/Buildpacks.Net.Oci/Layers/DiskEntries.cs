using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>Writes files from disk into an archive under the names they get there.</summary>
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
    }

    /// <summary>The owner of what is written, parents apart; null keeps what is on disk.</summary>
    public FileOwner? Owner { get; init; }

    /// <summary>Whether modes are made independent of the umask.</summary>
    public bool NormalizeModes { get; init; }

    /// <summary>The directory's path on disk, without a trailing slash.</summary>
    public string Root => _root;

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
                NormalizeModes ? ExecutableMode : status.Permissions,
                new FileOwner(status.UserId, status.GroupId));
        }
    }

    /// <summary>Writes a file of any kind, and what is below it when it is a directory.</summary>
    public void WriteTree(string path)
    {
        if (Write(path) != PosixFileType.Directory)
        {
            return;
        }

        foreach (var name in PosixFile.ReadDirectory(path))
        {
            WriteTree(path == "/" ? path + name : $"{path}/{name}");
        }
    }

    /// <summary>Writes one file of any kind; sockets are left out.</summary>
    public PosixFileType Write(string path)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var status = PosixFile.StatusOfLink(path);
        var name = _renamed ? _archiveRoot + path[_root.Length..] : path;
        var owner = Owner ?? new FileOwner(status.UserId, status.GroupId);
        var header = new TarHeader(TypeOf(status.Type), name, ModeOf(status), owner.UserId, owner.GroupId);
        switch (status.Type)
        {
            case PosixFileType.Regular:
                _tar.WriteFile(header with { Size = status.Size }, path, followLinks: false, _cancellationToken);
                break;
            case PosixFileType.SymbolicLink:
                _tar.WriteEntry(header with { LinkName = PosixFile.ReadLink(path) });
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

    private uint ModeOf(in PosixFileStatus status) => !NormalizeModes ? status.Permissions : status.Type switch
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
