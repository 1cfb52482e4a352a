namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>What kind of machine an ELF file is for: a program and its libraries agree in all of it.</summary>
/// <param name="Is64Bit">Whether addresses have 64 bits.</param>
/// <param name="IsBigEndian">The byte order.</param>
/// <param name="Machine">The kind of CPU, <c>e_machine</c>.</param>
internal readonly record struct ElfKind(bool Is64Bit, bool IsBigEndian, ushort Machine);
