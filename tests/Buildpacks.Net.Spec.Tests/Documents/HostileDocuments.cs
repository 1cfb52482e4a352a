using System.Text;
using Buildpacks.Net.Spec.Documents;
using FsCheck;
using FsCheck.Fluent;

namespace Buildpacks.Net.Spec.Tests.Documents;

/// <summary>Whatever a document holds, reading it ends in a value or in a <see cref="DocumentException"/>.</summary>
public sealed class HostileDocuments
{
    private static readonly string[] Words =
    [
        "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "\n", " ", "\"", "'", "\"\"\"", "'''", "\\", "\\u", "\\x41", "#", "1", "-", "+",
        "0x", "1e9", "nan", "true", "1979-05-27", "T07:32:00Z", "é", "\u0001", "\u007f", "\uFEFF", "\uD800", "group", "order", "id",
        "\"a\"", "id = \"a\"\n", "[[group]]\n", "processes", "command", "metadata", "buildpacks", "layers", "types", "exec-env", "name",
    ];

    [Fact]
    public void Random_bytes() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<byte[]>().ToArbitrary(), bytes => ReadAll(bytes)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Random_words() =>
        Prop.ForAll(
            Gen.Elements(Words).ListOf().Select(words => string.Concat(words)).ToArbitrary(),
            text => ReadAll(Encoding.UTF8.GetBytes(text))).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    [Fact]
    public void Good_documents_with_bytes_changed()
    {
        var good = Encoding.UTF8.GetBytes(
            "api = \"0.12\"\n[[group]]\nid = \"a\"\noptional = true\n[[processes]]\ntype = \"w\"\ncommand = [\"a\"]\nexec-env = [{name = \"t\"}]\n"
            + "[[order]]\n[[order.group]]\nid = 'x'\n[metadata]\na.b = 1.5\nd = 1979-05-27T07:32:00Z\n[[metadata.buildpacks]]\nkey = \"k\"\n[metadata.buildpacks.layers.l]\nsha = \"s\"\n");
        var changes = Gen.Choose(0, good.Length - 1).Zip(Gen.Choose(0, 255)).ListOf();
        Prop.ForAll(changes.ToArbitrary(), list =>
        {
            var bytes = good.ToArray();
            foreach (var (at, value) in list)
            {
                bytes[at] = (byte)value;
            }

            ReadAll(bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));
    }

    private static void ReadAll(byte[] bytes)
    {
        foreach (var sample in DocumentSample.All)
        {
            try
            {
                _ = sample.Read(DocumentFile.Decode(bytes, "f"));
            }
            catch (DocumentException fault)
            {
                Assert.StartsWith("BPN10", fault.Code, StringComparison.Ordinal);
            }
        }
    }
}
