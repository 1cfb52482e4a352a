namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>A part of an ELF file that is loaded, or that tells the loader something: a program header.</summary>
/// <param name="Type">What it is for, <c>p_type</c>.</param>
/// <param name="Flags">How its memory may be used, <c>p_flags</c>.</param>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Address">Where it begins in memory.</param>
/// <param name="Size">Its bytes in the file.</param>
internal readonly record struct ElfSegment(uint Type, uint Flags, ulong Offset, ulong Address, ulong Size)
{
    public const uint Load = 1;
    public const uint Dynamic = 2;
    public const uint Interpreter = 3;
    public const uint Note = 4;
    private const int MostSegments = 4096;

    public bool IsWritable => (Flags & 2) != 0;

    public bool IsExecutable => (Flags & 1) != 0;

    /// <summary>Reads the program headers; none when they are not where the file says.</summary>
    public static IReadOnlyList<ElfSegment> ReadAll(ElfSource source)
    {
        var header = source.Header.AsSpan();
        var wide = source.Is64Bit;
        var offset = source.Address(header[(wide ? 32 : 28)..]);
        var entry = source.Half(header[(wide ? 54 : 42)..]);
        var count = source.Half(header[(wide ? 56 : 44)..]);
        if (entry < (wide ? 56 : 32) || entry > 256 || count > MostSegments)
        {
            return [];
        }

        var table = new byte[entry * count];
        if (!source.TryRead(offset, table))
        {
            return [];
        }

        var segments = new ElfSegment[count];
        for (var at = 0; at < count; at++)
        {
            segments[at] = Read(source, table.AsSpan(at * entry, entry));
        }

        return segments;
    }

    private static ElfSegment Read(ElfSource source, ReadOnlySpan<byte> entry) => source.Is64Bit
        ? new(
            source.Word(entry),
            source.Word(entry[4..]),
            source.Address(entry[8..]),
            source.Address(entry[16..]),
            source.Address(entry[32..]))
        : new(
            source.Word(entry),
            source.Word(entry[24..]),
            source.Word(entry[4..]),
            source.Word(entry[8..]),
            source.Word(entry[16..]));
}
