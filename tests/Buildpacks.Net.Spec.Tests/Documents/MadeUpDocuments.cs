using System.Text;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Toml;
using Buildpacks.Net.TestKit.MadeUp;

namespace Buildpacks.Net.Spec.Tests.Documents;

/// <summary>Whatever a document holds, reading ends in a value or in a fault of ours; and what is written can be read again.</summary>
[Trait("kind", "fuzz")]
public sealed class MadeUpDocuments
{
    private static readonly string[] Keys =
    [
        "api", "buildpack", "extension", "id", "version", "name", "group", "group-extensions", "order", "order-extensions", "optional", "exec-env",
        "processes", "type", "command", "args", "direct", "default", "working-dir", "labels", "key", "value", "slices", "paths", "types", "launch",
        "build", "cache", "metadata", "entries", "providers", "requires", "provides", "or", "unmet", "bom", "image", "run-image", "mirrors", "images",
        "reference", "target", "os", "arch", "variant", "distro", "distros", "targets", "stacks", "layers", "buildpacks", "sha", "data", "system", "pre",
        "post", "source", "run", "digest", "tags", "manifest-size", "lifecycle", "apis", "supported", "licenses", "clear-env", "", "a b", "é", "\"",
    ];

    private static readonly string[] Texts = ["", "a", "a/b", "..", "0.12", "web", "linux", "true", "\0", "é😀", "\n", "\"", "\u007f", "*", "sha256:00"];

    [Fact]
    public Task Good_documents_with_bytes_changed() => Trials.RunAsync(6000, random =>
    {
        var sample = DocumentSample.All[random.Next(DocumentSample.All.Count)];
        var bytes = Mutation.Of(sample.Text, random);
        Read(sample, bytes);
        Read(DocumentSample.All[random.Next(DocumentSample.All.Count)], bytes);
    });

    [Fact]
    public Task Tables_of_known_words() => Trials.RunAsync(1500, random =>
    {
        var bytes = Encoding.UTF8.GetBytes(TomlWriter.Write(Table(random, 4)));
        foreach (var sample in DocumentSample.All)
        {
            Read(sample, bytes);
        }
    });

    [Fact]
    public void Good_documents_are_good() =>
        Assert.All(DocumentSample.All, sample => Assert.True(Read(sample, Encoding.UTF8.GetBytes(sample.Text)), sample.Name));

    private static bool Read(DocumentSample sample, byte[] bytes)
    {
        string? written;
        try
        {
            written = sample.Read(DocumentFile.Decode(bytes, "f"));
        }
        catch (DocumentException fault)
        {
            Assert.StartsWith("BPN10", fault.Code, StringComparison.Ordinal);
            Assert.StartsWith("f", fault.Message, StringComparison.Ordinal);
            return false;
        }

        if (written is not null)
        {
            Assert.Equal(written, sample.Read(written));
        }

        return true;
    }

    private static TomlTable Table(Random random, int depth)
    {
        var table = new TomlTable();
        for (var count = random.Next(6); count > 0; count--)
        {
            table[Keys[random.Next(Keys.Length)]] = Value(random, depth - 1);
        }

        return table;
    }

    private static TomlValue Value(Random random, int depth) => random.Next(depth > 0 ? 9 : 5) switch
    {
        0 => new TomlInteger(random.NextInt64(long.MinValue, long.MaxValue)),
        1 => new TomlFloat(random.Next(3) == 0 ? double.NaN : random.NextDouble() * 1e20),
        2 => new TomlBoolean(random.Next(2) == 0),
        3 or 4 => new TomlString(Texts[random.Next(Texts.Length)]),
        5 => new TomlArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1))]),
        6 => new TomlArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Table(random, depth))]),
        _ => Table(random, depth),
    };
}
