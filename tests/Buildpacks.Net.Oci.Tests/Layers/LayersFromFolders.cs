using System.Net.Sockets;
using System.Text;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Oci.Tests.Layers;

public sealed class LayersFromFolders : IDisposable
{
    private static readonly string[] Letters = ["a", "b", "-", ".", "é", "0", "~", " ", "A", "\udcff"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        WritableTree.Remove(_folder.Path);
        _folder.Dispose();
    }

    [Fact]
    public void Orders_of_whole_paths_are_those_of_a_list_of_all_paths()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var root = _folder[$"tree-{seed}"];
            var paths = new List<string> { root };
            Fill(root, new Random(seed), depth: 3, paths);
            var listed = Write(new FileListLayerContent(root, paths));
            Assert.True(listed.AsSpan().SequenceEqual(Write(new DirectoryLayerContent(root) { SortsByPath = true })), $"seed {seed}");
            Assert.True(
                Write(new FileListLayerContent(root, paths) { ArchivePath = "/app" }).AsSpan()
                    .SequenceEqual(Write(new DirectoryLayerContent(root) { SortsByPath = true, ArchivePath = "/app" })),
                $"seed {seed}, elsewhere in the archive");
        }
    }

    [Fact]
    public async Task Tar_lists_what_is_there()
    {
        Fill(_folder["tree"], new Random(7), depth: 3, []);
        File.WriteAllBytes(_folder["layer.tar"], Write(new DirectoryLayerContent(_folder["tree"])));
        var found = await Command.RunAsync("find", _folder["tree"]);
        var listed = await Command.RunAsync("tar", "-tPf", _folder["layer.tar"], "--quoting-style=literal");
        Assert.Equal(Lines(found), Lines(listed).Where(line => line.StartsWith(_folder["tree"], StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Hard_links_are_files_unless_they_are_to_be_kept()
    {
        WriteFile("tree/one", "content");
        PosixFile.MakeHardLink(_folder["tree/one"], _folder["tree/two"]);
        Assert.Equal(
            [("one", TarEntryType.File, null), ("two", TarEntryType.File, null)], await EntriesAsync(new DirectoryLayerContent(_folder["tree"])));
        Assert.Equal(
            [("one", TarEntryType.File, null), ("two", TarEntryType.HardLink, _folder["tree/one"])],
            await EntriesAsync(new DirectoryLayerContent(_folder["tree"]) { Options = new EntryOptions { KeepHardLinks = true } }));
    }

    [Fact]
    public async Task Hard_links_come_back_as_such()
    {
        WriteFile("tree/one", "content");
        PosixFile.MakeHardLink(_folder["tree/one"], _folder["tree/two"]);
        await ExtractAsync(new DirectoryLayerContent(_folder["tree"]) { ArchivePath = "/tree", Options = new EntryOptions { KeepHardLinks = true } });
        Assert.Equal(PosixFile.StatusOfLink(_folder["out/tree/one"]).Inode, PosixFile.StatusOfLink(_folder["out/tree/two"]).Inode);
    }

    [Fact]
    public async Task Extended_attributes_are_left_out_unless_they_are_to_be_kept()
    {
        WriteFile("tree/file", "content");
        byte[] value = [0, (byte)'=', 255, (byte)'\n', 7];
        DiskAttributes.Set(_folder["tree/file"], [new ExtendedAttribute("user.b", value), new ExtendedAttribute("user.a", "x"u8.ToArray())]);
        var content = new DirectoryLayerContent(_folder["tree"]) { ArchivePath = "/tree", Options = new EntryOptions { KeepExtendedAttributes = true } };
        Assert.Null(DiskAttributes.Read(PosixText.EncodeTerminated(_folder["tree"])));
        Assert.DoesNotContain("SCHILY", Encoding.Latin1.GetString(Write(content with { Options = new EntryOptions() })), StringComparison.Ordinal);

        await ExtractAsync(content);
        var found = DiskAttributes.Read(PosixText.EncodeTerminated(_folder["out/tree/file"]));
        Assert.Equal(["user.a", "user.b"], found!.Select(attribute => attribute.Name));
        Assert.Equal(value, found![1].Value.ToArray());
        File.WriteAllBytes(_folder["layer.tar"], Write(content));
        Assert.Contains("x: 1 user.a", await Command.RunAsync("tar", "-tvv", "--xattrs", "-Pf", _folder["layer.tar"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(511 * 1024)]
    [InlineData((512 * 1024) - 2560)]
    [InlineData(3_000_000)]
    public async Task A_tar_that_is_there_is_the_layer_that_would_be_made(int length)
    {
        Directory.CreateDirectory(_folder["tree"]);
        await File.WriteAllBytesAsync(_folder["tree/file"], Deflate.MadeUpContent.Text(length, length), TestContext.Current.CancellationToken);
        var content = new DirectoryLayerContent(_folder["tree"]) { ArchivePath = "/t" };
        var made = await new LayerWriter().WriteAsync(content, _folder["made"], null, TestContext.Current.CancellationToken);
        var taken = await new LayerWriter().WriteTarAsync(new Trickling(Write(content)), _folder["taken"], TestContext.Current.CancellationToken);
        Assert.Equal(made with { Path = taken.Path }, taken);
    }

    [Fact]
    public async Task Attributes_of_a_file_that_nobody_may_write_to_come_back_with_its_mode()
    {
        WriteFile("tree/file", "content");
        DiskAttributes.Set(_folder["tree/file"], [new ExtendedAttribute("user.a", "x"u8.ToArray())]);
        PosixFile.ChangeMode(_folder["tree/file"], 0x124);
        await ExtractAsync(new DirectoryLayerContent(_folder["tree"]) { ArchivePath = "/tree", Options = new EntryOptions { KeepExtendedAttributes = true } });
        Assert.Equal("user.a", Assert.Single(DiskAttributes.Read(PosixText.EncodeTerminated(_folder["out/tree/file"]))!).Name);
        Assert.Equal(0x124u, PosixFile.StatusOfLink(_folder["out/tree/file"]).Permissions);
    }

    [Fact]
    public async Task Devices_keep_their_numbers()
    {
        using var reader = new TarReader(new MemoryStream(Write(new FileListLayerContent("/dev", ["/dev/null"]))));
        var header = await reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal((TarEntryType.CharacterDevice, 1u, 3u), (header!.Value.Type, header.Value.DeviceMajor, header.Value.DeviceMinor));
    }

    [Fact]
    public void A_size_of_8_GiB_and_more_stands_in_an_extended_header()
    {
        var header = new TarHeader(TarEntryType.File, "/large", 0x1A4, 0, 0) { Size = (8L << 30) + 1 };
        var encoder = new TarHeaderEncoder(0);
        Assert.False(encoder.TryEncodePlain(header, new byte[512]));
        Assert.Contains(" size=8589934593\n", Encoding.Latin1.GetString(encoder.EncodeExtended(header)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tar_that_cannot_be_read_is_no_layer()
    {
        var fault = await Assert.ThrowsAsync<OciException>(() => new LayerWriter().WriteTarAsync(new Unreadable(), _folder["taken"], TestContext.Current.CancellationToken));
        Assert.Equal(OciErrors.UnreadableSource, fault.Code);
        Assert.False(File.Exists(_folder["taken"]));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named_with_the_reason()
    {
        // Nobody may read where nothing is mapped, not even root.
        var fault = Assert.Throws<OciException>(() => Write(new FileListLayerContent("/proc/self", ["/proc/self/mem"])));
        Assert.Equal(OciErrors.UnreadableSource, fault.Code);
        Assert.Equal("could not read /proc/self/mem: Input/output error", fault.Message);
    }

    [Fact]
    public async Task Sockets_are_left_out()
    {
        WriteFile("tree/file", "x");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["tree/socket"]));
        Assert.Equal([("file", TarEntryType.File, null)], await EntriesAsync(new DirectoryLayerContent(_folder["tree"])));
    }

    [Fact]
    public async Task Names_may_be_as_long_as_the_kernel_allows_and_of_any_bytes()
    {
        var name = new string('n', 200) + "\udcff";
        var path = _folder["tree"];
        while (path.Length + name.Length < 3900)
        {
            path += "/" + name;
        }

        PosixFile.MakeDirectories(path);
        File.WriteAllText(_folder["file"], "deep");
        PosixFile.Rename(_folder["file"], path + "/file");
        var entries = await EntriesAsync(new DirectoryLayerContent(_folder["tree"]));
        Assert.Equal((path + "/file")[(_folder["tree"].Length + 1)..], entries[^1].Name);
    }

    private static void Fill(string folder, Random random, int depth, List<string> paths)
    {
        PosixFile.MakeDirectories(folder);
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            var path = $"{folder}/{string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Letters[random.Next(Letters.Length)]))}";
            if (path.EndsWith("/.", StringComparison.Ordinal) || path.EndsWith("/..", StringComparison.Ordinal) || paths.Contains(path) || PosixFile.TryStatusOfLink(path) is not null)
            {
                continue;
            }

            paths.Add(path);
            switch (random.Next(5))
            {
                case 0 or 1 when depth > 0:
                    Fill(path, random, depth - 1, paths);
                    break;
                case 2:
                    PosixFile.MakeLink("nowhere", path);
                    break;
                default:
                    PosixFile.Create(path, 0x1A4).Dispose();
                    break;
            }
        }
    }

    private void WriteFile(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], text);
    }

    private async Task<List<(string Name, TarEntryType Type, string? Link)>> EntriesAsync(DirectoryLayerContent content)
    {
        using var reader = new TarReader(new MemoryStream(Write(content)));
        var entries = new List<(string, TarEntryType, string?)>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } header)
        {
            if (header.Name.StartsWith(_folder["tree/"], StringComparison.Ordinal))
            {
                entries.Add((header.Name[_folder["tree/"].Length..], header.Type, string.IsNullOrEmpty(header.LinkName) ? null : header.LinkName));
            }
        }

        return entries;
    }

    private async Task ExtractAsync(DirectoryLayerContent content) => await LayerExtractor.ExtractAsync(
        new MemoryStream(Write(content)), new ExtractionOptions { Root = _folder["out"] }, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('/')).Order(StringComparer.Ordinal);

    private static byte[] Write(ILayerContent content)
    {
        using var output = new MemoryStream();
        var tar = new TarWriter(output);
        content.WriteTo(tar, TestContext.Current.CancellationToken);
        tar.Complete();
        return output.ToArray();
    }

    private sealed class Unreadable() : MemoryStream(new byte[100])
    {
        public override int Read(Span<byte> buffer) => throw new IOException("the line is cut");
    }

    /// <summary>Gives a few bytes at a time, as a network does.</summary>
    private sealed class Trickling(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 4099)]);
    }
}
