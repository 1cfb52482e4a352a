using System.Formats.Tar;
using System.Text;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.MadeUp;

namespace Buildpacks.Net.Oci.Tests.Layers;

/// <summary>Whatever an archive holds, it is read or refused, and nothing is ever written outside of its folder.</summary>
[Trait("kind", "fuzz")]
public sealed class MadeUpArchives : IDisposable
{
    private static readonly string[] Parts = ["a", "b", "/", "//", "..", ".", "link", "victim", "inside", "é", "\u0001", new('n', 90), new('n', 150)];

    private static readonly System.Formats.Tar.TarEntryType[] Types =
    [
        System.Formats.Tar.TarEntryType.RegularFile, System.Formats.Tar.TarEntryType.Directory, System.Formats.Tar.TarEntryType.SymbolicLink,
        System.Formats.Tar.TarEntryType.HardLink, System.Formats.Tar.TarEntryType.Fifo,
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        PosixFile.RemoveTree(_folder.Path);
        Directory.CreateDirectory(_folder.Path);
        _folder.Dispose();
    }

    [Fact]
    public Task Archives_with_bytes_changed_are_read_or_refused() => Trials.RunAsync(1500, async random =>
    {
        var bytes = Mutation.Of(Archive(random), random);
        try
        {
            using var reader = new Net.Oci.Layers.TarReader(new PieceByPiece(bytes, random.Next(1, 700)));
            while (await reader.ReadAsync() is not null)
            {
                while (random.Next(3) > 0 && await reader.ReadContentAsync() is { IsEmpty: false })
                {
                }
            }

            await reader.DrainAsync();
        }
        catch (OciException fault)
        {
            Assert.Equal(OciErrors.InvalidTar, fault.Code);
        }
    });

    [Fact]
    public Task Nothing_is_written_outside()
    {
        Directory.CreateDirectory(_folder["world/inside"]);
        File.WriteAllText(_folder["world/victim"], "untouched");
        File.CreateSymbolicLink(_folder["world/link"], "/");
        var before = State();
        return Trials.RunAsync(400, async random =>
        {
            var archive = Archive(random);
            using var tar = new MemoryStream(random.Next(3) == 0 ? Mutation.Of(archive, random) : archive);
            var options = new ExtractionOptions { Root = _folder["world/inside"], Within = random.Next(2) == 0 ? "/a/b" : null };
            try
            {
                await LayerExtractor.ExtractAsync(tar, options);
            }
            catch (OciException fault)
            {
                Assert.Contains(fault.Code, (string[])[OciErrors.InvalidTar, OciErrors.UnsafeArchive]);
            }
            catch (IOException)
            {
                // A name that is too long for the disk, or a file where a folder is to be.
            }

            Assert.Equal(before, State());
            PosixFile.RemoveTree(_folder["world/inside"]);
            Directory.CreateDirectory(_folder["world/inside"]);
        });
    }

    /// <summary>All that is beside the folder that archives belong into.</summary>
    private string State() => string.Join(
        '\n',
        Directory.GetFileSystemEntries(_folder.Path).Concat(Directory.GetFileSystemEntries(_folder["world"])).Order(StringComparer.Ordinal)
            .Append(File.ReadAllText(_folder["world/victim"])).Append($"{PosixFile.StatusOfLink(_folder["world/victim"]).Permissions}"));

    private byte[] Archive(Random random)
    {
        using var bytes = new MemoryStream();
        using (var tar = new System.Formats.Tar.TarWriter(bytes, (TarEntryFormat)random.Next(2, 5), leaveOpen: true))
        {
            for (var count = random.Next(6); count > 0; count--)
            {
                tar.WriteEntry(Entry(random, tar.Format));
            }
        }

        return bytes.ToArray();
    }

    private TarEntry Entry(Random random, TarEntryFormat format)
    {
        var (type, name) = (Types[random.Next(Types.Length)], Name(random));
        TarEntry entry = format switch
        {
            TarEntryFormat.Ustar => new UstarTarEntry(type, Short(name)),
            TarEntryFormat.Pax => new PaxTarEntry(type, name),
            _ => new GnuTarEntry(type, name),
        };
        entry.Mode = (UnixFileMode)random.Next(0x1000);
        if (type is System.Formats.Tar.TarEntryType.SymbolicLink or System.Formats.Tar.TarEntryType.HardLink)
        {
            var target = Name(random);
            entry.LinkName = format == TarEntryFormat.Ustar ? Short(target) : target;
        }

        if (type == System.Formats.Tar.TarEntryType.RegularFile)
        {
            entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(new string('x', random.Next(1500))));
        }

        return entry;
    }

    private string Name(Random random)
    {
        var name = random.Next(8) switch
        {
            0 => _folder["world/victim"],
            1 => "/a/b/" + Mutation.Text(random, Parts, 4),
            _ => Mutation.Text(random, Parts, 6),
        };
        return name.Length == 0 ? "x" : name;
    }

    // What is short enough in characters may be too long in bytes.
    private static string Short(string name) => name.Length > 40 ? name[^40..] : name;

    /// <summary>A stream that gives a few bytes at a time.</summary>
    private sealed class PieceByPiece(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, most)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
    }
}
