using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>Gathers libraries, and all that they need in turn, into a layer.</summary>
internal sealed class LibraryClosure
{
    private const string CLibrary = "libc.so.6";

    /// <summary>What the C library opens itself, and parts of it that only programs added later may ask for.</summary>
    private static readonly string[] SystemLibraries =
    [
        CLibrary, "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libresolv.so.2",
        "libnss_files.so.2", "libnss_dns.so.2", "libgcc_s.so.1",
    ];

    private readonly LayerTree _layer;
    private readonly FolderContent _application;
    private readonly ILogger _log;
    private readonly LibrarySearch _search;
    private readonly Queue<ElfUser> _open = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);

    /// <summary>Starts with nothing.</summary>
    /// <param name="machine">Where libraries come from.</param>
    /// <param name="layer">Where they go.</param>
    /// <param name="application">What the application brings.</param>
    /// <param name="log">Where missing libraries are told.</param>
    public LibraryClosure(MachineTree machine, LayerTree layer, FolderContent application, ILogger log)
    {
        _layer = layer;
        _application = application;
        _log = log;
        _search = new LibrarySearch(machine);
    }

    /// <summary>Adds the C library and its loader, those that a program of the machine uses.</summary>
    public void AddSystemLibraries(ElfFile program)
    {
        AddLoader(program, null);
        foreach (var name in SystemLibraries)
        {
            Take(_search.Find(name, program.Kind, []), []);
        }
    }

    /// <summary>Adds what the files of the application need.</summary>
    /// <param name="home">The kind of this machine, when it is known.</param>
    public void AddApplication(ElfKind? home)
    {
        foreach (var (path, elf) in _application.Elves)
        {
            if (elf.Needed.Count == 0 && elf.Interpreter is null)
            {
                continue;
            }

            if (IsForeign(elf, home))
            {
                MachineBaseLog.ForeignFile(_log, path);
                continue;
            }

            Add(new ElfUser(path, elf) { IsOfApplication = true });
        }
    }

    /// <summary>Adds what a program needs.</summary>
    public void Add(ElfUser user)
    {
        AddLoader(user.Elf, user.Name);
        _open.Enqueue(user);
        while (_open.TryDequeue(out var next))
        {
            AddNeeded(next);
            AddOpened(next);
        }
    }

    private void AddLoader(ElfFile elf, string? user)
    {
        if (elf.Interpreter is not { } loader)
        {
            return;
        }

        if (_search.Find(loader, elf.Kind, []) is { } found)
        {
            Take(found, []);
        }
        else if (user is not null)
        {
            Miss(loader, user);
        }
    }

    // A file whose C library the machine does not have runs neither here nor on a base made of this machine; packages
    // often carry such files for other machines.
    private bool IsForeign(ElfFile elf, ElfKind? home)
    {
        var names = elf.Needed.Where(name => name.StartsWith("libc.", StringComparison.Ordinal)).ToList();
        return names.Count > 0
            ? !names.Exists(name => _search.Find(name, elf.Kind, []) is not null)
            : elf.Kind != home && _search.Find(CLibrary, elf.Kind, []) is null;
    }

    private void AddNeeded(ElfUser user)
    {
        foreach (var name in user.Elf.Needed.Where(name => !IsBrought(name, user)))
        {
            if (_search.Find(name, user.Elf.Kind, user.SearchPath) is { } library)
            {
                Take(library, user.Handed);
            }
            else
            {
                Miss(name, user.Name);
            }
        }
    }

    private void AddOpened(ElfUser user)
    {
        foreach (var name in user.Elf.Opened.Where(name => !IsBrought(name, user) && !IsUnused(name, user)))
        {
            Take(_search.Find(name, user.Elf.Kind, user.SearchPath), user.Handed);
            if (name.EndsWith(".so", StringComparison.Ordinal)
                && _search.FindNewest(name, user.Elf.Kind) is { } newest
                && !IsBrought(newest.Name, user))
            {
                Take(newest, user.Handed);
            }
        }
    }

    private bool IsBrought(string name, ElfUser user) => user.IsOfApplication && _application.Names.Contains(name);

    // ICU is large, larger than all the rest, and half of .NET's programs run without.
    private bool IsUnused(string name, ElfUser user) => user.IsOfApplication
        && _application.IsInvariant
        && name is "libicuuc.so" or "libicui18n.so";

    private void Take(FoundLibrary? library, IReadOnlyList<string> inherited)
    {
        if (library is null)
        {
            return;
        }

        _layer.AddResolved(library.File);
        LinkIntoDefault(library);
        if (_seen.Add(library.File.Path))
        {
            var own = library.File.Path[..library.File.Path.LastIndexOf('/')];
            _open.Enqueue(new ElfUser(library.File.Path, library.Elf)
            {
                Origins = library.Folder == own ? [own] : [library.Folder, own],
                Inherited = inherited,
            });
        }
    }

    // glibc's loader reads no configuration, only a cache that the image does not have. A link beside the C library, in
    // a folder that the loader knows by itself, is found without one, and asks nothing of the environment.
    private void LinkIntoDefault(FoundLibrary library)
    {
        if (library.BySearchPath
            || _search.Find(CLibrary, library.Elf.Kind, []) is not { } c
            || IsDefault(library.Folder, c.Folder))
        {
            return;
        }

        _layer.AddLink($"{c.Folder}/{library.Name}", $"{library.Folder}/{library.Name}");
    }

    private static bool IsDefault(string folder, string home) => folder == home
        || (folder is "/lib" or "/usr/lib" && home.StartsWith(folder + "/", StringComparison.Ordinal));

    private void Miss(string library, string user)
    {
        // .NET's tracing provider names it, and does without it: nearly no machine has it, and nobody misses it.
        if (!library.StartsWith("liblttng-ust.so.", StringComparison.Ordinal) && _missing.Add(library))
        {
            MachineBaseLog.MissingLibrary(_log, library, user);
        }
    }
}
