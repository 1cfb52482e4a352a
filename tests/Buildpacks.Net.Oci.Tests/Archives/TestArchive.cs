using System.IO.Compression;
using System.Text;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Oci.Tests.Registry;

namespace Buildpacks.Net.Oci.Tests.Archives;

/// <summary>A tar file made entry by entry, as no tool would make it.</summary>
internal sealed class TestArchive
{
    private readonly List<(TarHeader Header, byte[] Content)> _entries = [];

    /// <summary>The entries of an archive that a store has written.</summary>
    public static async Task<TestArchive> ReadAsync(string path)
    {
        var archive = new TestArchive();
        using var reader = new TarReader(File.OpenRead(path));
        while (await reader.ReadAsync() is { } header)
        {
            using var content = new MemoryStream();
            while (await reader.ReadContentAsync() is { IsEmpty: false } part)
            {
                content.Write(part.Span);
            }

            archive._entries.Add((header, content.ToArray()));
        }

        return archive;
    }

    /// <summary>What a tool that keeps uncompressed layers writes.</summary>
    public static async Task<TestArchive> OfDockerAsync(NewImage image, string tags = "\"app:latest\"", bool compressed = false)
    {
        var config = image.CompleteConfig().ToJson();
        var archive = new TestArchive().Add("config.json", config);
        var names = new List<string>();
        foreach (var layer in image.Layers)
        {
            names.Add($"\"{names.Count}/layer.tar\"");
            var blob = await TestImages.ReadAsync(layer.Blob!);
            archive.Add($"{names.Count - 1}/layer.tar", compressed ? blob : Decompress(blob));
        }

        return archive.Add(
            "manifest.json", $$"""[{"Config":"config.json","RepoTags":[{{tags}}],"Layers":[{{string.Join(',', names)}}]}]""");
    }

    public IEnumerable<string> Names => _entries.Select(entry => entry.Header.Name);

    public string TextOf(string name) => Encoding.UTF8.GetString(_entries.Single(entry => entry.Header.Name == name).Content);

    public TestArchive Add(string name, string content) => Add(name, Encoding.UTF8.GetBytes(content));

    public TestArchive Add(string name, byte[] content)
    {
        _entries.Add((new TarHeader(TarEntryType.File, name, 0x1A4, 0, 0) { Size = content.Length }, content));
        return this;
    }

    public TestArchive AddLink(string name, string target, TarEntryType type = TarEntryType.SymbolicLink)
    {
        _entries.Add((new TarHeader(type, name, 0x1FF, 0, 0) { LinkName = target }, []));
        return this;
    }

    public TestArchive Remove(string name)
    {
        Assert.Equal(1, _entries.RemoveAll(entry => entry.Header.Name == name));
        return this;
    }

    public TestArchive Replace(string name, string content) => Remove(name).Add(name, content);

    public TestArchive Rename(string from, string to)
    {
        var index = _entries.FindIndex(entry => entry.Header.Name == from);
        _entries[index] = _entries[index] with { Header = _entries[index].Header with { Name = to } };
        return this;
    }

    public void Write(string path)
    {
        using var file = File.Create(path);
        var tar = new TarWriter(file);
        foreach (var (header, content) in _entries)
        {
            if (header.Type == TarEntryType.File)
            {
                tar.WriteFile(header.Name, header.Mode, new FileOwner(0, 0), content);
            }
            else
            {
                tar.WriteEntry(header);
            }
        }

        tar.Complete();
    }

    private static byte[] Decompress(byte[] blob)
    {
        using var tar = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(blob), CompressionMode.Decompress))
        {
            gzip.CopyTo(tar);
        }

        return tar.ToArray();
    }
}
