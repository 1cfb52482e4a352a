using Buildpacks.Net.Shared;
using Microsoft.Win32.SafeHandles;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>
/// Reads what ELF files say about libraries (System V gABI, chapters 4 and 5). Whatever a file claims, the work is
/// bounded by its length and by fixed numbers, and a claim that does not hold is left out.
/// </summary>
internal static class ElfReader
{
    private const int LongestString = 4096;
    private const int LargestDynamic = 1024 * 1024;
    private const int MostNeeded = 1024;
    private const int MostFolders = 64;

    /// <summary>Reads a file; null when it is no ELF file or cannot be read.</summary>
    /// <param name="path">The file, whose links are followed.</param>
    /// <param name="searchText">Whether its constant strings are searched for names of libraries.</param>
    public static ElfFile? TryRead(string path, bool searchText)
    {
        try
        {
            using var file = PosixFile.OpenHandle(path, LibC.OpenReadOnly | LibC.OpenNonBlocking, 0);
            return TryRead(file, searchText);
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="TryRead(string, bool)"/>
    public static ElfFile? TryRead(SafeFileHandle file, bool searchText)
    {
        if (ElfSource.TryOpen(file) is not { } source)
        {
            return null;
        }

        var segments = ElfSegment.ReadAll(source);
        var elf = new ElfFile(new ElfKind(source.Is64Bit, source.IsBigEndian, source.Half(source.Header.AsSpan(18))))
        {
            Interpreter = ReadInterpreter(source, segments),
        };
        elf = ReadDynamic(elf, source, segments);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        ElfNotes.Collect(source, segments, names);
        if (searchText && elf.Needed.Count > 0)
        {
            ElfStrings.Collect(source, segments, names);
        }

        return elf with { Opened = [.. names] };
    }

    private static string? ReadInterpreter(ElfSource source, IReadOnlyList<ElfSegment> segments)
    {
        var segment = segments.FirstOrDefault(each => each.Type == ElfSegment.Interpreter);
        return segment.Size > 0 ? ReadString(source, segment.Offset, segment.Size) : null;
    }

    private static ElfFile ReadDynamic(ElfFile elf, ElfSource source, IReadOnlyList<ElfSegment> segments)
    {
        var needed = new List<ulong>();
        ulong? search = null;
        ulong? run = null;
        ulong table = 0;
        ulong size = 0;
        foreach (var (tag, value) in DynamicEntries(source, segments))
        {
            switch (tag)
            {
                case 1 when needed.Count < MostNeeded:
                    needed.Add(value);
                    break;
                case 5:
                    table = value;
                    break;
                case 10:
                    size = value;
                    break;
                case 15:
                    search = value;
                    break;
                case 29:
                    run = value;
                    break;
            }
        }

        if (TryPlace(segments, table) is not { } strings)
        {
            return elf;
        }

        string? At(ulong offset) => offset < size ? ReadString(source, strings + offset, size - offset) : null;
        return elf with
        {
            Needed = [.. needed.Select(At).OfType<string>().Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)],
            SearchPath = run is null ? Folders(search) : [],
            RunPath = Folders(run),
        };

        IReadOnlyList<string> Folders(ulong? offset) => offset is { } at
            ? [.. (At(at)?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? []).Take(MostFolders)]
            : [];
    }

    private static IEnumerable<(ulong Tag, ulong Value)> DynamicEntries(
        ElfSource source, IReadOnlyList<ElfSegment> segments)
    {
        var segment = segments.FirstOrDefault(each => each.Type == ElfSegment.Dynamic);
        var width = source.Is64Bit ? 8 : 4;
        var most = Math.Min(segment.Size, (ulong)Math.Min(LargestDynamic, source.Length));
        var content = new byte[most];
        var length = source.ReadSome(segment.Offset, content);
        for (var at = 0; at + (2 * width) <= length; at += 2 * width)
        {
            var tag = source.Address(content.AsSpan(at));
            if (tag == 0)
            {
                break;
            }

            yield return (tag, source.Address(content.AsSpan(at + width)));
        }
    }

    /// <summary>Where in the file an address of memory comes from.</summary>
    private static ulong? TryPlace(IReadOnlyList<ElfSegment> segments, ulong address)
    {
        foreach (var segment in segments)
        {
            if (segment.Type == ElfSegment.Load && address >= segment.Address && address - segment.Address < segment.Size)
            {
                return segment.Offset + (address - segment.Address);
            }
        }

        return null;
    }

    /// <summary>Reads up to a NUL; null when there is none in reach.</summary>
    private static string? ReadString(ElfSource source, ulong offset, ulong limit)
    {
        Span<byte> buffer = stackalloc byte[LongestString];
        // Names are short: most are whole in the first read.
        foreach (var size in (int[])[128, LongestString])
        {
            var part = buffer[..(int)Math.Min((ulong)size, limit)];
            part = part[..source.ReadSome(offset, part)];
            var end = part.IndexOf((byte)0);
            if (end >= 0)
            {
                var text = PosixText.Decode(part[..end]);
                // Such a name is none that anybody uses, and shall not reach a terminal.
                return text.Any(char.IsControl) ? null : text;
            }
        }

        return null;
    }
}
