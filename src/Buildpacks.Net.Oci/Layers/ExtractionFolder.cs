using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>
/// The folder an archive is extracted into: says where an entry goes, refuses what lies outside, and makes directories.
/// What the archive itself has made is never trusted: no link in it is followed.
/// </summary>
internal sealed class ExtractionFolder
{
    private const uint AllPermissions = 0x1FF;
    private readonly string _root;
    private readonly string? _within;
    private readonly Dictionary<string, bool> _knownDirectories = new(StringComparer.Ordinal);
    private readonly HashSet<string> _madeDirectories = new(StringComparer.Ordinal);
    private readonly List<(string Path, uint Mode)> _modes = [];
    private string? _parent;
    private bool _isParentMade;
    private uint? _withheld;

    public ExtractionFolder(ExtractionOptions options)
    {
        _root = options.Root.TrimEnd('/');
        _within = options.Within is null ? null : Normalize(options.Within);
        Trust(_root.Length == 0 ? "/" : _root);
    }

    /// <summary>The path on disk of an entry.</summary>
    /// <returns>Null for a parent of the allowed folder, which is made if missing but belongs to nobody's archive.</returns>
    /// <exception cref="OciException"><see cref="OciErrors.UnsafeArchive"/>.</exception>
    public string? Place(in TarHeader header)
    {
        var name = Normalize(header.Name);
        if (_within is null ? name.Length > 0 : IsInside(name, _within))
        {
            return Locate(name, header.Name);
        }

        if (header.Type != TarEntryType.Directory || !(name.Length == 0 || IsInside(_within!, name)))
        {
            throw Unsafe(header.Name, $"it lies outside of {_within ?? "the folder"}");
        }

        MakeParent(name, header.Mode);
        return null;
    }

    /// <summary>The path on disk of a hard link's target.</summary>
    public string PlaceTarget(in TarHeader header)
    {
        var target = Normalize(header.LinkName ?? string.Empty);
        return target.Length > 0 && (_within is null || IsInside(target, _within))
            ? Locate(target, header.Name)
            : throw Unsafe(header.Name, $"it is a hard link to '{header.LinkName}', outside of the folder");
    }

    /// <summary>
    /// Whether a new file in the directory of the entry placed last gets all of these permissions when it is created: neither the
    /// umask nor a default access list keeps any of them back.
    /// </summary>
    public bool GrantsNew(uint permissions) => _isParentMade && (permissions & _withheld) == 0;

    /// <summary>Makes a directory that an entry asks for; one that is there keeps its mode.</summary>
    public void MakeDirectory(string path, in TarHeader header)
    {
        Enter(path, header.Name);
        if (_madeDirectories.Remove(path))
        {
            _modes.Add((path, header.Mode));
        }
    }

    /// <summary>Gives each new directory its mode. Last, as a directory may forbid to write into it.</summary>
    public void SetModes()
    {
        for (var i = _modes.Count - 1; i >= 0; i--)
        {
            PosixFile.ChangeMode(_modes[i].Path, _modes[i].Mode);
        }
    }

    public static OciException Unsafe(string name, string reason) => new(
        OciErrors.UnsafeArchive, $"could not extract '{name}': {reason}; such an archive is not to be trusted.");

    private string Locate(string name, string entry)
    {
        // Most entries follow one of the same directory.
        var parent = name.AsSpan(0, Math.Max(name.LastIndexOf('/'), 0));
        if (_parent is null || !parent.SequenceEqual(_parent))
        {
            EnterParents(name, entry);
            _parent = parent.ToString();
            _isParentMade = _knownDirectories.GetValueOrDefault(_root + _parent);
        }

        return _root + name;
    }

    private void EnterParents(string name, string entry)
    {
        // Down to the allowed folder the disk is as its owner wants it; below it every part must be a real directory.
        var at = _within is null ? 0 : Math.Max(_within.LastIndexOf('/'), 0);
        Trust(_root + name[..at]);
        for (var slash = name.IndexOf('/', at + 1); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            Enter(_root + name[..slash], entry);
        }
    }

    /// <summary>Makes sure that a directory is there and is no link.</summary>
    private void Enter(string path, string entry)
    {
        if (_knownDirectories.ContainsKey(path))
        {
            return;
        }

        var status = PosixFile.TryStatusOfLink(path);
        if (status is null)
        {
            PosixFile.MakeDirectory(path, AllPermissions);
            _withheld ??= AllPermissions & ~PosixFile.StatusOfLink(path).Permissions;
            _madeDirectories.Add(path);
        }
        else if (status.Value.Type != PosixFileType.Directory)
        {
            throw Unsafe(entry, $"{path} is no directory but a {(
                status.Value.Type == PosixFileType.SymbolicLink ? "link" : "file")}");
        }

        _knownDirectories.Add(path, status is null);
    }

    private void Trust(string path)
    {
        if (path.Length > 0 && _knownDirectories.TryAdd(path, false) && PosixFile.TryStatus(path) is null)
        {
            MakeAll(path);
        }
    }

    private void MakeParent(string name, uint mode)
    {
        var path = _root + name;
        if (path.Length == 0 || PosixFile.TryStatus(path) is not null)
        {
            return;
        }

        MakeAll(path);
        _modes.Add((path, mode));
    }

    private static void MakeAll(string path)
    {
        for (var slash = path.IndexOf('/', 1); ; slash = path.IndexOf('/', slash + 1))
        {
            var part = slash < 0 ? path : path[..slash];
            if (PosixFile.TryStatus(part) is null)
            {
                PosixFile.MakeDirectory(part);
            }

            if (slash < 0)
            {
                return;
            }
        }
    }

    private static bool IsInside(string name, string folder) =>
        name.StartsWith(folder, StringComparison.Ordinal) && (name.Length == folder.Length || name[folder.Length] == '/');

    /// <summary>A name as an absolute path without empty parts, "." and ".."; the root is empty.</summary>
    private static string Normalize(string name)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw Unsafe(name, "its name holds a NUL");
        }

        if (name.StartsWith('/') && name.Length > 1 && name[^1] != '/'
            && !name.Contains("//", StringComparison.Ordinal) && !name.Contains("/.", StringComparison.Ordinal))
        {
            return name;
        }

        var parts = new List<string>();
        foreach (var part in name.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    throw Unsafe(name, "it leads out of the folder");
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part.Length > 0 && part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Concat(parts.Select(part => "/" + part));
    }
}
