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

    // About a quarter of a million files: a layer with more is read.
    private const int MaximumLength = 24 * 1024 * 1024;

    /// <summary>Records a tree.</summary>
    /// <param name="root">Its folder.</param>
    /// <param name="newest">The latest ctime in it, in nanoseconds since 1970.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null when there are so many files that the record would be too large to be worth its memory.</returns>
    public static RecordedFiles? Take(string root, out long newest, CancellationToken cancellationToken)
    {
        var tree = new Tree(root, cancellationToken);
        var isWhole = tree.Add();
        newest = tree.Newest;
        return isWhole ? new RecordedFiles(tree.Count, tree.Writer.Written) : null;
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

    /// <summary>A tree that is being walked; no string is made of its paths.</summary>
    private sealed class Tree(string root, CancellationToken cancellationToken)
    {
        private readonly PathBuffer _path = new(root);
        private readonly int _rootLength = PosixText.Encode(root).Length;

        public RecordWriter Writer { get; } = new();

        public long Newest { get; private set; } = long.MinValue;

        public int Count { get; private set; }

        /// <summary>Adds a file and what is below it; false when it became too much.</summary>
        public bool Add()
        {
            cancellationToken.ThrowIfCancellationRequested();
            var status = PosixFile.StatusOfLink(_path.Terminated);
            Write(status);
            Newest = Math.Max(Newest, status.ChangedNanoseconds);
            Count++;
            return Writer.Written.Length <= MaximumLength && (status.Type != PosixFileType.Directory || AddFolder());
        }

        private bool AddFolder()
        {
            using var names = DirectoryNames.Read(_path.Terminated);
            var isWhole = true;
            for (var i = 0; i < names.Count && isWhole; i++)
            {
                var place = _path.Enter(names[i]);
                isWhole = Add();
                _path.Leave(place);
            }

            return isWhole;
        }

        private void Write(in PosixFileStatus status)
        {
            var name = _path.Terminated[_rootLength..];
            Span<byte> number = stackalloc byte[sizeof(ushort)];
            BinaryPrimitives.WriteUInt16LittleEndian(number, checked((ushort)name.Length));
            Writer.WriteBytes(number);
            Writer.WriteBytes(name);
            Span<byte> encoded = stackalloc byte[StatusLength];
            Encode(status, encoded);
            Writer.WriteBytes(encoded);
        }
    }
}
