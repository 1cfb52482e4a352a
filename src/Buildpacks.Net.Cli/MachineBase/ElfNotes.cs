using System.Text.Json;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>
/// Reads the notes by which a program declares the libraries that it opens while it runs (the ELF dlopen metadata of
/// systemd): JSON such as <c>[{"soname":["libfoo.so.1"]}]</c>.
/// </summary>
internal static class ElfNotes
{
    private const uint DlopenType = 0x407C0C0A;
    private const int LargestNotes = 256 * 1024;
    private const int MostNames = 1024;

    /// <summary>Adds the names of all such notes.</summary>
    public static void Collect(ElfSource source, IReadOnlyList<ElfSegment> segments, ISet<string> names)
    {
        ulong budget = LargestNotes;
        foreach (var segment in segments.Where(each => each.Type == ElfSegment.Note))
        {
            var size = Math.Min(segment.Size, Math.Min(budget, (ulong)source.Length));
            budget -= size;
            var content = new byte[size];
            var length = source.ReadSome(segment.Offset, content);
            CollectIn(source, content.AsMemory(0, length), names);
        }
    }

    private static void CollectIn(ElfSource source, ReadOnlyMemory<byte> notes, ISet<string> names)
    {
        while (notes.Length >= 12)
        {
            var head = notes.Span;
            ulong owner = source.Word(head);
            ulong size = source.Word(head[4..]);
            var type = source.Word(head[8..]);
            // Both parts are filled up to four bytes; the numbers are 32 bits, so their sum cannot overflow.
            var start = 12 + Align(owner);
            var next = start + Align(size);
            if (start + size > (ulong)notes.Length)
            {
                return;
            }

            if (type == DlopenType && notes.Span.Slice(12, (int)owner).SequenceEqual("FDO\0"u8))
            {
                Parse(notes.Slice((int)start, (int)size), names);
            }

            notes = next < (ulong)notes.Length ? notes[(int)next..] : default;
        }
    }

    private static ulong Align(ulong size) => (size + 3) & ~3UL;

    private static void Parse(ReadOnlyMemory<byte> json, ISet<string> names)
    {
        try
        {
            using var document = JsonDocument.Parse(json[..(json.Span.TrimEnd((byte)0).Length)]);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                return;
            }

            foreach (var entry in document.RootElement.EnumerateArray())
            {
                Add(entry, names);
            }
        }
        catch (JsonException)
        {
            // A note that is no JSON declares nothing.
        }
        catch (InvalidOperationException)
        {
            // Nor does one whose strings are no text.
        }
    }

    private static void Add(JsonElement entry, ISet<string> names)
    {
        if (entry.ValueKind != JsonValueKind.Object
            || !entry.TryGetProperty("soname", out var list)
            || list.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var name in list.EnumerateArray())
        {
            if (name.ValueKind == JsonValueKind.String && names.Count < MostNames && name.GetString() is { } text
                && text.Length is > 0 and < 256 && !text.Any(char.IsControl))
            {
                names.Add(text);
            }
        }
    }
}
