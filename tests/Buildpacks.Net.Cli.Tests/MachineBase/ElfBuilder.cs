using System.Buffers.Binary;
using System.Text;

namespace Buildpacks.Net.Cli.Tests.MachineBase;

/// <summary>Makes small ELF files: a header, program headers, one part with strings and one with constants.</summary>
internal sealed record ElfBuilder
{
    public bool Is64Bit { get; init; } = true;

    public bool IsBigEndian { get; init; }

    public ushort Machine { get; init; } = 62;

    public string? Interpreter { get; init; }

    public IReadOnlyList<string> Needed { get; init; } = [];

    public string? SearchPath { get; init; }

    public string? RunPath { get; init; }

    public IReadOnlyList<string> Constants { get; init; } = [];

    public string? Note { get; init; }

    public byte[] Build()
    {
        var address = 0x400000UL;
        var header = (ulong)(Is64Bit ? 64 : 52);
        var entry = (ulong)(Is64Bit ? 56 : 32);
        var start = header + (4 * entry);
        var strings = new MemoryStream();
        strings.WriteByte(0);
        var dynamic = new List<(ulong, ulong)>();
        foreach (var name in Needed)
        {
            dynamic.Add((1, Append(strings, name)));
        }

        if (SearchPath is not null)
        {
            dynamic.Add((15, Append(strings, SearchPath)));
        }

        if (RunPath is not null)
        {
            dynamic.Add((29, Append(strings, RunPath)));
        }

        dynamic.Add((5, address + start));
        dynamic.Add((10, (ulong)strings.Length));
        dynamic.Add((0, 0));
        var interpreter = Append(strings, Interpreter ?? string.Empty);
        foreach (var constant in Constants)
        {
            Append(strings, constant);
        }

        var noteAt = Pad(strings);
        WriteNote(strings);
        var dynamicAt = Pad(strings);
        foreach (var (tag, value) in dynamic)
        {
            Address(strings, tag);
            Address(strings, value);
        }

        var file = new MemoryStream();
        WriteHeader(file, header, entry);
        var end = start + (ulong)strings.Length;
        Segment(file, 1, 4, 0, address, end);
        Segment(file, Interpreter is null ? 0u : 3, 4, start + interpreter, 0, (ulong)(Interpreter?.Length ?? 0) + 1);
        Segment(file, dynamic.Count > 3 ? 2u : 0, 6, start + dynamicAt, 0, end - start - dynamicAt);
        Segment(file, Note is null ? 0u : 4, 4, start + noteAt, 0, dynamicAt - noteAt);
        strings.WriteTo(file);
        return file.ToArray();
    }

    private static ulong Append(MemoryStream strings, string text)
    {
        var at = (ulong)strings.Length;
        strings.Write(Encoding.UTF8.GetBytes(text));
        strings.WriteByte(0);
        return at;
    }

    private static ulong Pad(MemoryStream stream)
    {
        while (stream.Length % 8 != 0)
        {
            stream.WriteByte(0);
        }

        return (ulong)stream.Length;
    }

    private void WriteNote(MemoryStream stream)
    {
        if (Note is not null)
        {
            var json = Encoding.UTF8.GetBytes(Note + "\0");
            Word(stream, 4);
            Word(stream, (uint)json.Length);
            Word(stream, 0x407C0C0A);
            stream.Write("FDO\0"u8);
            stream.Write(json);
        }
    }

    private void WriteHeader(MemoryStream file, ulong header, ulong entry)
    {
        file.Write([0x7F, (byte)'E', (byte)'L', (byte)'F', (byte)(Is64Bit ? 2 : 1), (byte)(IsBigEndian ? 2 : 1), 1, 0]);
        file.Write(new byte[8]);
        Half(file, 3);
        Half(file, Machine);
        Word(file, 1);
        Address(file, 0);
        Address(file, header);
        Address(file, 0);
        Word(file, 0);
        Half(file, (ushort)header);
        Half(file, (ushort)entry);
        Half(file, 4);
        file.Write(new byte[6]);
    }

    private void Segment(MemoryStream file, uint type, uint flags, ulong offset, ulong address, ulong size)
    {
        Word(file, type);
        if (Is64Bit)
        {
            Word(file, flags);
        }

        Address(file, offset);
        Address(file, address);
        Address(file, address);
        Address(file, size);
        Address(file, size);
        if (!Is64Bit)
        {
            Word(file, flags);
        }

        Address(file, 8);
    }

    private void Half(MemoryStream stream, ushort value) =>
        stream.Write(BitConverter.GetBytes(IsBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value));

    private void Word(MemoryStream stream, uint value) =>
        stream.Write(BitConverter.GetBytes(IsBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value));

    private void Address(MemoryStream stream, ulong value)
    {
        if (Is64Bit)
        {
            stream.Write(BitConverter.GetBytes(IsBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value));
        }
        else
        {
            Word(stream, (uint)value);
        }
    }
}
