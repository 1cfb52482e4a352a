using System.Buffers.Binary;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Untouched;

/// <summary>
/// The status of every file of a tree. A file that was written to, replaced, or given another mode or owner has another
/// ctime, which no program can set; a folder that something was added to, removed from or renamed in has, too. So nothing
/// but the known files has to be looked at.
/// </summary>
/// <param name="Count">How many files there are.</param>
/// <param name="Bytes">For each its path below the root, with its length before and a NUL behind it, and its status.</param>
internal sealed record RecordedFiles(int Count, ReadOnlyMemory<byte> Bytes)
{
    private const int StatusLength = 52;
    private const int MaximumPath = 16 * 1024;

    /// <summary>Records a tree.</summary>
    /// <param name="root">Its folder.</param>
    /// <param name="newest">The latest ctime in it, in nanoseconds since 1970.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static RecordedFiles Take(string root, out long newest, CancellationToken cancellationToken)
    {
        var writer = new RecordWriter();
        newest = long.MinValue;
        var count = 0;
        var open = new Stack<string>([""]);
        while (open.TryPop(out var path))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var status = PosixFile.StatusOfLink(root + path);
            Write(writer, path, status);
            newest = Math.Max(newest, status.ChangedNanoseconds);
            count++;
            if (status.Type == PosixFileType.Directory)
            {
                foreach (var name in PosixFile.ReadDirectory(root + path))
                {
                    open.Push($"{path}/{name}");
                }
            }
        }

        return new RecordedFiles(count, writer.Written);
    }

    /// <summary>Whether every file is what it was.</summary>
    public bool Match(string root, CancellationToken cancellationToken)
    {
        Span<byte> path = stackalloc byte[MaximumPath];
        Span<byte> expected = stackalloc byte[StatusLength];
        var prefix = PosixText.Encode(root);
        prefix.CopyTo(path);
        var rest = Bytes.Span;
        for (var i = 0; i < Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (rest.Length < sizeof(ushort))
            {
                return false;
            }

            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            rest = rest[sizeof(ushort)..];
            if (rest.Length < length + StatusLength || prefix.Length + length > MaximumPath)
            {
                return false;
            }

            rest[..length].CopyTo(path[prefix.Length..]);
            if (PosixFile.TryStatusOfLink(path[..(prefix.Length + length)]) is not { } status)
            {
                return false;
            }

            Encode(status, expected);
            if (!expected.SequenceEqual(rest.Slice(length, StatusLength)))
            {
                return false;
            }

            rest = rest[(length + StatusLength)..];
        }

        return rest.IsEmpty;
    }

    private static void Write(RecordWriter writer, string path, in PosixFileStatus status)
    {
        var name = PosixText.Encode(path);
        Span<byte> number = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(number, checked((ushort)(name.Length + 1)));
        writer.WriteBytes(number);
        writer.WriteBytes(name);
        writer.WriteBytes([0]);
        Span<byte> encoded = stackalloc byte[StatusLength];
        Encode(status, encoded);
        writer.WriteBytes(encoded);
    }

    private static void Encode(in PosixFileStatus status, Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, status.Device);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], status.Inode);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], status.ChangedNanoseconds);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], status.ModifiedNanoseconds);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], status.Size);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[40..], ((uint)status.Type << 12) | status.Permissions);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[44..], status.UserId);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[48..], status.GroupId);
    }
}
