using System.Globalization;
using System.Text;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>What PAX and GNU extensions say of the entry that follows them.</summary>
internal sealed class TarExtensions
{
    private string? _name;
    private string? _linkName;
    private long? _size;
    private long? _userId;
    private long? _groupId;
    private List<ExtendedAttribute>? _attributes;

    /// <summary>No extension has been read.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Takes one extension's content.</summary>
    public void Add(in TarHeaderDecoder.Block header, ReadOnlySpan<byte> content, long offset)
    {
        switch (header.TypeFlag)
        {
            case 'L':
                _name = PosixText.Decode(content.TrimEnd((byte)0));
                break;
            case 'K':
                _linkName = PosixText.Decode(content.TrimEnd((byte)0));
                break;
            case 'x':
                AddRecords(content, offset);
                break;
            default:
                // Global headers hold remarks, such as the commit an archive was made from.
                return;
        }

        IsEmpty = false;
    }

    /// <summary>The entry's header with all that the extensions say.</summary>
    public TarHeader Apply(in TarHeaderDecoder.Block block, long offset)
    {
        var header = block.Header;
        if (header.Type == TarEntryType.None)
        {
            throw TarHeaderDecoder.Invalid(offset, $"entries of type '{block.TypeFlag}' are not supported");
        }

        return header with
        {
            Name = _name ?? header.Name,
            LinkName = _linkName ?? header.LinkName,
            Size = header.Type == TarEntryType.File ? _size ?? header.Size : 0,
            UserId = _userId ?? header.UserId,
            GroupId = _groupId ?? header.GroupId,
            ExtendedAttributes = _attributes,
        };
    }

    private void AddRecords(ReadOnlySpan<byte> content, long offset)
    {
        while (!content.IsEmpty)
        {
            var space = content.IndexOf((byte)' ');
            if (space <= 0
                || !int.TryParse(content[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1
                || length > content.Length
                || content[length - 1] != (byte)'\n')
            {
                throw TarHeaderDecoder.Invalid(offset, "a record of an extended header is malformed");
            }

            var record = content[(space + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals <= 0)
            {
                throw TarHeaderDecoder.Invalid(offset, "a record of an extended header has no key");
            }

            if (record.StartsWith(PaxRecords.AttributePrefix))
            {
                // Their names may hold the sign themselves; but no archive writer allows that.
                var name = PosixText.Decode(record[PaxRecords.AttributePrefix.Length..equals]);
                (_attributes ??= []).Add(new ExtendedAttribute(name, record[(equals + 1)..].ToArray()));
            }
            else
            {
                AddRecord(Encoding.UTF8.GetString(record[..equals]), record[(equals + 1)..], offset);
            }

            content = content[length..];
        }
    }

    private void AddRecord(string key, ReadOnlySpan<byte> value, long offset)
    {
        switch (key)
        {
            case "path":
                _name = DecodeName(value, offset);
                break;
            case "linkpath":
                _linkName = DecodeName(value, offset);
                break;
            case "size":
                _size = DecodeNumber(value, offset);
                break;
            case "uid":
                _userId = DecodeNumber(value, offset);
                break;
            case "gid":
                _groupId = DecodeNumber(value, offset);
                break;
            default:
                if (key.StartsWith("GNU.sparse.", StringComparison.Ordinal))
                {
                    throw TarHeaderDecoder.Invalid(offset, "sparse files are not supported");
                }

                break;
        }
    }

    private static string? DecodeName(ReadOnlySpan<byte> value, long offset) =>
        value.Contains((byte)0) ? throw TarHeaderDecoder.Invalid(offset, "a name holds a NUL")
        : value.IsEmpty ? null
        : PosixText.Decode(value);

    private static long? DecodeNumber(ReadOnlySpan<byte> value, long offset) =>
        value.IsEmpty ? null
        : long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw TarHeaderDecoder.Invalid(offset, "a number in an extended header is malformed");
}
