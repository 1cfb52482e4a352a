using System.Security.Cryptography;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Untouched;

namespace Buildpacks.Net.Tests.Untouched;

public sealed class RecognisingUntouchedLayers : IDisposable
{
    private static readonly FileOwner Owner = new(1234, 4321);
    private readonly string _layers = Directory.CreateTempSubdirectory("untouched-").FullName;
    private int _size = 100_000;

    private string Layer => _layers + "/acme_tool/deps";

    private string Record => LayerRecord.PathOf(_layers, Layer);

    public void Dispose() => WritableTree.Remove(_layers);

    [Fact]
    public async Task A_restored_layer_is_recognised_with_the_digest_it_would_have()
    {
        var expected = await RestoreAsync();
        var found = Find();
        Assert.NotNull(found);
        Assert.Equal(expected, found);
        Assert.Equal(expected, await new LayerWriter().ComputeDigestAsync(Content(), null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_lies_beside_the_layer_does_not_matter()
    {
        await RestoreAsync();
        File.WriteAllText(Layer + ".toml", "[types]\ncache = true\n");
        File.SetLastWriteTimeUtc(_layers, DateTime.UnixEpoch);
        Assert.NotNull(Find());
    }

    [Theory]
    [InlineData("other content of the same length and time")]
    [InlineData("a file is written to through another name")]
    [InlineData("a file is replaced by an equal one")]
    [InlineData("a file has another mode")]
    [InlineData("a file is gone")]
    [InlineData("a file has another name")]
    [InlineData("a file becomes a link")]
    [InlineData("a link leads elsewhere")]
    [InlineData("a file is added")]
    [InlineData("a file is added deep inside")]
    [InlineData("a folder has another mode")]
    [InlineData("the layer's folder is replaced")]
    [InlineData("a folder above has another mode")]
    public async Task A_layer_is_read_again_when(string what)
    {
        await RestoreAsync();
        Change(what);
        Assert.Null(Find());
    }

    [Theory]
    [InlineData("is missing")]
    [InlineData("is empty")]
    [InlineData("is cut off")]
    [InlineData("has a wrong bit")]
    [InlineData("has another form")]
    [InlineData("is a folder")]
    public async Task A_layer_is_read_again_when_its_record(string what)
    {
        await RestoreAsync();
        Damage(what);
        Assert.Null(Find());
    }

    [Fact]
    public async Task A_layer_is_read_again_for_another_owner()
    {
        await RestoreAsync();
        Assert.Null(new UntouchedLayers(_layers).Find(Content() with { Options = new EntryOptions { Owner = new FileOwner(1, 1) } }, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("a hard link")]
    [InlineData("a file with a set-uid bit")]
    [InlineData("an entry of another owner")]
    [InlineData("an entry that is there twice")]
    public async Task Nothing_is_recorded_of_an_archive_with(string what)
    {
        await RestoreAsync(tar => AddOdd(tar, what));
        Assert.False(File.Exists(Record));
        Assert.Null(Find());
    }

    [Fact]
    public async Task Nothing_is_recorded_of_a_layer_that_is_read_in_no_time()
    {
        _size = 5000;
        await RestoreAsync();
        Assert.False(File.Exists(Record));
    }

    [Fact]
    public async Task A_record_is_newer_than_everything_it_tells_of()
    {
        await RestoreAsync();
        var newest = Directory.EnumerateFileSystemEntries(Layer, "*", SearchOption.AllDirectories)
            .Max(path => PosixFile.StatusOfLink(path).ChangedNanoseconds);
        Assert.True(PosixFile.StatusOfLink(Record).ChangedNanoseconds > newest);
    }

    private LayerDigest? Find() => new UntouchedLayers(_layers).Find(Content(), TestContext.Current.CancellationToken);

    private DirectoryLayerContent Content() => new(Layer) { Options = new EntryOptions { Owner = Owner } };

    /// <summary>Restores a layer from an archive, as the restorer does.</summary>
    private async Task<LayerDigest> RestoreAsync(Action<TarWriter>? add = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Directory.CreateDirectory(_layers + "/acme_tool");
        using var archive = new MemoryStream();
        WriteArchive(archive, add);
        var digest = new LayerDigest(Digest.FromSha256Hash(SHA256.HashData(archive.ToArray())), archive.Length);
        archive.Position = 0;
        var seen = new RestoredArchive(Layer);
        await new VerifiedExtraction(_layers, ".tmp-").RunAsync(archive, Layer, seen.Add, cancellationToken);
        new LayerRecording(_layers).Record(Layer, seen, digest.DiffId, seen.Length, cancellationToken);
        return digest;
    }

    private void WriteArchive(Stream archive, Action<TarWriter>? add)
    {
        var tar = new TarWriter(archive);
        foreach (var parent in Parents(Layer))
        {
            var status = PosixFile.StatusOfLink(parent);
            tar.WriteDirectory(parent, status.Permissions, new FileOwner(status.UserId, status.GroupId));
        }

        tar.WriteDirectory(Layer, 0x1ED, Owner);
        tar.WriteFile(Layer + "/a.txt", 0x1A4, Owner, "content"u8);
        tar.WriteDirectory(Layer + "/bin", 0x1ED, Owner);
        tar.WriteDirectory(Layer + "/bin/deep", 0x1C0, Owner);
        tar.WriteFile(Layer + "/bin/run", 0x1ED, Owner, new byte[_size]);
        tar.WriteSymbolicLink(Layer + "/link", "a.txt", 0x1FF, Owner);
        add?.Invoke(tar);
        tar.Complete();
    }

    private static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }

    private void AddOdd(TarWriter tar, string what)
    {
        var name = Layer + "/z";
        switch (what)
        {
            case "a hard link":
                tar.WriteEntry(new TarHeader(TarEntryType.HardLink, name, 0x1A4, 1234, 4321) { LinkName = Layer + "/a.txt" });
                break;
            case "a file with a set-uid bit":
                tar.WriteFile(name, 0x9ED, Owner, "x"u8);
                break;
            case "an entry of another owner":
                tar.WriteFile(name, 0x1ED, FileOwner.Root, "x"u8);
                break;
            default:
                tar.WriteFile(Layer + "/a.txt", 0x1A4, Owner, "content"u8);
                break;
        }
    }

    private void Change(string what)
    {
        var file = Layer + "/a.txt";
        switch (what)
        {
            case "other content of the same length and time":
                var time = File.GetLastWriteTimeUtc(file);
                File.WriteAllText(file, "CONTENT");
                File.SetLastWriteTimeUtc(file, time);
                break;
            case "a file is written to through another name":
                PosixFile.MakeHardLink(file, _layers + "/other");
                File.WriteAllText(_layers + "/other", "CONTENT");
                break;
            case "a file is replaced by an equal one":
                File.Copy(file, _layers + "/copy");
                File.Move(_layers + "/copy", file, overwrite: true);
                break;
            case "a file has another mode":
                PosixFile.ChangeMode(file, 0x180);
                break;
            case "a file is gone":
                File.Delete(file);
                break;
            case "a file has another name":
                File.Move(file, Layer + "/b.txt");
                break;
            case "a file becomes a link":
                File.Delete(file);
                File.CreateSymbolicLink(file, "bin/run");
                break;
            case "a link leads elsewhere":
                File.Delete(Layer + "/link");
                File.CreateSymbolicLink(Layer + "/link", "b.txt");
                break;
            case "a file is added":
                File.WriteAllText(Layer + "/new", "");
                break;
            case "a file is added deep inside":
                File.WriteAllText(Layer + "/bin/deep/new", "");
                break;
            case "a folder has another mode":
                PosixFile.ChangeMode(Layer + "/bin", 0x1C0);
                break;
            case "the layer's folder is replaced":
                Directory.Move(Layer, _layers + "/aside");
                Directory.CreateDirectory(Layer);
                break;
            default:
                PosixFile.ChangeMode(_layers + "/acme_tool", 0x1C0);
                break;
        }
    }

    private void Damage(string what)
    {
        var bytes = File.ReadAllBytes(Record);
        switch (what)
        {
            case "is empty":
                File.WriteAllBytes(Record, []);
                break;
            case "is cut off":
                File.WriteAllBytes(Record, bytes[..^1]);
                break;
            case "has a wrong bit":
                bytes[bytes.Length / 2] ^= 4;
                File.WriteAllBytes(Record, bytes);
                break;
            case "has another form":
                bytes[8]++;
                File.WriteAllBytes(Record, [.. bytes[..^32], .. SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32))]);
                break;
            default:
                File.Delete(Record);
                if (what == "is a folder")
                {
                    Directory.CreateDirectory(Record);
                }

                break;
        }
    }
}
