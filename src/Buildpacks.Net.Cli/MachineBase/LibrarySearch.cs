using System.Globalization;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>
/// Finds libraries on the machine as its loader would: in the search paths of the programs, then in the configured
/// folders, then in those that the loader knows; libraries for another kind of machine are passed over (ld.so(8)).
/// </summary>
/// <param name="machine">The machine.</param>
internal sealed class LibrarySearch(MachineTree machine)
{
    private readonly IReadOnlyList<string> _configured = LibraryFolders.ReadConfigured(machine);
    private readonly Dictionary<string, ResolvedFile?> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ElfFile?> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, ElfKind Kind), FoundLibrary?> _found = [];

    /// <summary>Finds a library; null when the machine does not have it.</summary>
    /// <param name="name">Its name, or an absolute path.</param>
    /// <param name="kind">The machine that it must be for.</param>
    /// <param name="searchPath">Folders to look in first.</param>
    public FoundLibrary? Find(string name, ElfKind kind, IEnumerable<string> searchPath)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            var slash = name.LastIndexOf('/');
            return name.StartsWith('/') ? TryIn(name[..slash], name[(slash + 1)..], kind, bySearchPath: true) : null;
        }

        foreach (var folder in searchPath)
        {
            if (TryIn(folder, name, kind, bySearchPath: true) is { } library)
            {
                return library;
            }
        }

        return FindByDefault(name, kind);
    }

    /// <summary>
    /// Finds the newest version of a library that is named without one, <c>libicuuc.so.72</c> for <c>libicuuc.so</c>:
    /// programs put such names together while they run.
    /// </summary>
    public FoundLibrary? FindNewest(string name, ElfKind kind)
    {
        var prefix = name + ".";
        var newest = OwnFolders(kind).SelectMany(NamesIn)
            .Where(each => each.StartsWith(prefix, StringComparison.Ordinal))
            .Select(each => (Version: ParseVersion(each[prefix.Length..]), Name: each))
            .Where(each => each.Version is not null)
            .OrderByDescending(each => each.Version);
        return newest.Select(each => FindByDefault(each.Name, kind)).FirstOrDefault(library => library is not null);

        static uint? ParseVersion(string text) =>
            uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    private FoundLibrary? FindByDefault(string name, ElfKind kind)
    {
        if (!_found.TryGetValue((name, kind), out var library))
        {
            library = OwnFolders(kind).Select(folder => TryIn(folder, name, kind, bySearchPath: false))
                .FirstOrDefault(each => each is not null);
            _found.Add((name, kind), library);
        }

        return library;
    }

    private IEnumerable<string> OwnFolders(ElfKind kind) => _configured.Concat(LibraryFolders.Defaults(kind));

    private IReadOnlyList<string> NamesIn(string folder)
    {
        if (!_names.TryGetValue(folder, out var names))
        {
            names = machine.NamesIn(folder);
            _names.Add(folder, names);
        }

        return names;
    }

    private FoundLibrary? TryIn(string folder, string name, ElfKind kind, bool bySearchPath)
    {
        if (!_folders.TryGetValue(folder, out var real))
        {
            real = machine.TryResolve(folder);
            _folders.Add(folder, real);
        }

        return real is not null
            && machine.TryResolveFile($"{real.Path.TrimEnd('/')}/{name}") is { } file
            && Read(file) is { } elf
            && elf.Kind == kind
                ? new FoundLibrary(name, real.Path, file with { Links = [.. real.Links, .. file.Links] }, elf, bySearchPath)
                : null;
    }

    private ElfFile? Read(ResolvedFile file)
    {
        if (!_files.TryGetValue(file.Path, out var elf))
        {
            elf = ElfReader.TryRead(file.DiskPath, searchText: false);
            _files.Add(file.Path, elf);
        }

        return elf;
    }
}
