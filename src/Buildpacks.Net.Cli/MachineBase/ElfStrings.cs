using System.Buffers;
using System.Text;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>
/// Finds names of libraries among a program's constant strings: a program that opens a library while it runs holds its
/// name there, whole and ended by a NUL. That is how .NET names OpenSSL.
/// </summary>
internal static class ElfStrings
{
    private const int ChunkSize = 256 * 1024;
    private const int Overlap = 256;
    private const int LongestName = 100;
    private const int MostNames = 4096;

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+.-"u8);

    private static readonly SearchValues<byte> VersionBytes = SearchValues.Create(".0123456789"u8);

    /// <summary>Adds the names in all read-only parts.</summary>
    public static void Collect(ElfSource source, IReadOnlyList<ElfSegment> segments, ISet<string> names)
    {
        var constant = segments.Where(each => each.Type == ElfSegment.Load && !each.IsWritable).ToList();
        // Older linkers put constants beside the code; the others need not have their code searched.
        var apart = constant.Where(each => !each.IsExecutable).ToList();
        // Segments of a sound file do not overlap; others shall not make us read more than there is.
        var budget = (ulong)source.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            foreach (var segment in apart.Count > 0 ? apart : constant)
            {
                var size = Math.Min(segment.Size, budget);
                budget -= size;
                Collect(source, segment.Offset, size, buffer.AsSpan(0, ChunkSize), names);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether a name is that of a library: <c>libNAME.so</c>, with or without a version of numbers.</summary>
    public static bool IsLibraryName(ReadOnlySpan<byte> name)
    {
        var dot = name.IndexOf(".so"u8);
        if (dot < 4 || name.Length > LongestName || !name.StartsWith("lib"u8) || name.ContainsAnyExcept(NameBytes))
        {
            return false;
        }

        var version = name[(dot + 3)..];
        return version.IsEmpty
            || (version[0] == '.' && version[^1] != '.' && !version.ContainsAnyExcept(VersionBytes));
    }

    private static void Collect(ElfSource source, ulong offset, ulong size, Span<byte> buffer, ISet<string> names)
    {
        ulong done = 0;
        while (done < size)
        {
            var chunk = buffer[..(int)Math.Min(size - done, ChunkSize)];
            chunk = chunk[..source.ReadSome(offset + done, chunk)];
            CollectIn(chunk, done == 0, names);
            if (chunk.Length <= Overlap || done + (ulong)chunk.Length >= size || names.Count >= MostNames)
            {
                return;
            }

            // A name that the end cuts off is whole in the next chunk.
            done += (ulong)(chunk.Length - Overlap);
        }
    }

    private static void CollectIn(ReadOnlySpan<byte> chunk, bool first, ISet<string> names)
    {
        var from = 0;
        while (chunk[from..].IndexOf(".so"u8) is var found && found >= 0)
        {
            var dot = from + found;
            from = dot + 1;
            var reach = Math.Max(0, dot - LongestName);
            var start = reach + chunk[reach..dot].LastIndexOf((byte)0) + 1;
            var bounded = start > reach || (start == 0 && first);
            var length = chunk[start..Math.Min(chunk.Length, start + LongestName + 1)].IndexOf((byte)0);
            if (bounded && length > 0 && names.Count < MostNames && IsLibraryName(chunk.Slice(start, length)))
            {
                names.Add(Encoding.ASCII.GetString(chunk.Slice(start, length)));
            }
        }
    }
}
