namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>A library of the machine.</summary>
/// <param name="Name">The name it was looked for by.</param>
/// <param name="Folder">The folder it was found in, free of links.</param>
/// <param name="File">The file, and the links that lead to it.</param>
/// <param name="Elf">What it says.</param>
/// <param name="BySearchPath">Whether the search path of a program led to it, not the loader's own folders.</param>
internal sealed record FoundLibrary(string Name, string Folder, ResolvedFile File, ElfFile Elf, bool BySearchPath);
