namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>What an application's folders hold that concerns its base.</summary>
internal sealed record FolderContent
{
    /// <summary>Programs and libraries, in the order of their paths.</summary>
    public IReadOnlyList<FolderElf> Elves { get; init; } = [];

    /// <summary>The programs that executable scripts name in their first lines, and absolute targets of links; sorted.</summary>
    public IReadOnlyCollection<string> Interpreters { get; init; } = [];

    /// <summary>The names of all files and links: libraries that the application brings.</summary>
    public IReadOnlySet<string> Names { get; init; } = new HashSet<string>();

    /// <summary>
    /// Whether all .NET programs are configured to do without ICU, so that the runtime will not ask for it.
    /// </summary>
    public bool IsInvariant { get; init; }

    /// <summary>The names of executable files and of links: commands that the application may bring.</summary>
    public IReadOnlySet<string> Commands { get; init; } = new HashSet<string>();
}

/// <summary>A program or library of an application.</summary>
/// <param name="Path">Where it is on disk.</param>
/// <param name="Elf">What it says.</param>
internal sealed record FolderElf(string Path, ElfFile Elf);
