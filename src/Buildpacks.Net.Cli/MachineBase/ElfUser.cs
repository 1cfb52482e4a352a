namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>A program or library whose own libraries are to be found.</summary>
/// <param name="Name">Its path, for messages.</param>
/// <param name="Elf">What it says.</param>
internal sealed record ElfUser(string Name, ElfFile Elf)
{
    private const int MostFolders = 256;

    /// <summary>The folders that <c>$ORIGIN</c> stands for; none for files of the application, whose place differs.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Search paths of those that brought it, which hold for its libraries too.</summary>
    public IReadOnlyList<string> Inherited { get; init; } = [];

    /// <summary>Whether it belongs to the application, which brings libraries of its own.</summary>
    public bool IsOfApplication { get; init; }

    /// <summary>Where its libraries are looked for first.</summary>
    public IReadOnlyList<string> SearchPath => Elf.RunPath.Count > 0 ? [.. Expand(Elf.RunPath)] : Handed;

    /// <summary>What its libraries inherit. A run path is not inherited, unlike the older search path.</summary>
    public IReadOnlyList<string> Handed =>
        [.. Expand(Elf.SearchPath).Concat(Inherited).Distinct(StringComparer.Ordinal).Take(MostFolders)];

    private IEnumerable<string> Expand(IEnumerable<string> folders) => folders
        .SelectMany(folder => Replace(folder, "ORIGIN", Origins))
        .SelectMany(folder => Replace(folder, "LIB", LibraryFolders.LibNames(Elf.Kind)))
        .Where(folder => folder.StartsWith('/') && !folder.Contains('$', StringComparison.Ordinal));

    private static IEnumerable<string> Replace(string folder, string token, IEnumerable<string> values)
    {
        var text = folder.Replace($"${{{token}}}", $"${token}", StringComparison.Ordinal);
        return text.Contains($"${token}", StringComparison.Ordinal)
            ? values.Select(value => text.Replace($"${token}", value, StringComparison.Ordinal))
            : [text];
    }
}
