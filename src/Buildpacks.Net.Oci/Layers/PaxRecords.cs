using System.Globalization;
using System.Text;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>The records of a PAX extension: what a USTAR header has no room for.</summary>
internal static class PaxRecords
{
    private const long ShortOctalLimit = 1L << 21;
    private const long LongOctalLimit = 1L << 33;

    /// <summary>What the keys of extended attributes begin with, as in archives of GNU tar, bsdtar and Go.</summary>
    public static ReadOnlySpan<byte> AttributePrefix => "SCHILY.xattr."u8;

    /// <summary>Encodes the records an entry needs, sorted by key.</summary>
    public static byte[] Encode(in TarHeader header, byte[] name, byte[] link)
    {
        var records = new MemoryStream();
        foreach (var attribute in header.ExtendedAttributes ?? [])
        {
            Add(records, [.. AttributePrefix, .. PosixText.Encode(attribute.Name)], attribute.Value.Span);
        }

        AddNumber(records, "gid", header.GroupId, ShortOctalLimit);
        AddText(records, "linkpath", link);
        AddText(records, "path", name);
        AddNumber(records, "size", header.Size, LongOctalLimit);
        AddNumber(records, "uid", header.UserId, ShortOctalLimit);
        return records.ToArray();
    }

    /// <summary>The name of the extension of an entry: <c>PaxHeaders.0</c> between its folder and its last part, cleaned.</summary>
    public static byte[] NameOfExtension(ReadOnlySpan<byte> name)
    {
        var rooted = name.StartsWith("/"u8);
        var slash = name.LastIndexOf((byte)'/');
        var parts = new List<byte[]>();
        AddParts(parts, name[..(slash + 1)], rooted);
        parts.Add("PaxHeaders.0"u8.ToArray());
        AddParts(parts, name[(slash + 1)..], rooted);
        var path = new MemoryStream();
        foreach (var part in parts)
        {
            if (rooted || path.Length > 0)
            {
                path.WriteByte((byte)'/');
            }

            path.Write(part);
        }

        return path.Length == 0 ? (rooted ? "/"u8.ToArray() : "."u8.ToArray()) : path.ToArray();
    }

    private static void AddParts(List<byte[]> parts, ReadOnlySpan<byte> path, bool rooted)
    {
        foreach (var range in path.Split((byte)'/'))
        {
            var part = path[range];
            if (part.IsEmpty || part.SequenceEqual("."u8))
            {
                continue;
            }

            if (!part.SequenceEqual(".."u8))
            {
                parts.Add(part.ToArray());
            }
            else if (parts.Count > 0 && !parts[^1].AsSpan().SequenceEqual(".."u8))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (!rooted)
            {
                parts.Add(part.ToArray());
            }
        }
    }

    private static void AddNumber(MemoryStream records, string key, long value, long limit)
    {
        if (value >= limit)
        {
            Add(records, key, Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static void AddText(MemoryStream records, string key, byte[] value)
    {
        if (value.Length > TarFormat.NameLength || !Ascii.IsValid(value))
        {
            Add(records, key, value);
        }
    }

    private static void Add(MemoryStream records, string key, byte[] value) => Add(records, Encoding.ASCII.GetBytes(key), value);

    private static void Add(MemoryStream records, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        // The length counts its own digits: "<length> key=value\n".
        var rest = key.Length + value.Length + 3;
        var length = rest + Digits(rest);
        length = rest + Digits(length);
        records.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length} ")));
        records.Write(key);
        records.WriteByte((byte)'=');
        records.Write(value);
        records.WriteByte((byte)'\n');
    }

    private static int Digits(int value) => value.ToString(CultureInfo.InvariantCulture).Length;
}
