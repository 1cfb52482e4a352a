using System.Text;
using Buildpacks.Net.Launcher.Memory;
using Buildpacks.Net.Launcher.Toml;
using Buildpacks.Net.Spec;
using Buildpacks.Net.TestKit.MadeUp;
using SpecReader = Buildpacks.Net.Spec.Toml.TomlReader;

namespace Buildpacks.Net.Launcher.Tests.Toml;

/// <summary>The launcher's own reader.</summary>
public sealed unsafe class ReadingToml
{
    private static readonly string[] Pieces =
    [
        "a", "b", "\"c\"", "'d'", ".", "=", " = ", "[", "]", "[[", "]]", "{", "}", ",", "\n", "\r\n", "# x\n", "1", "-1", "0x1F", "1_000", "1.5", "1e3", "inf",
        "true", "false", "1979-05-27", "07:32:00", "1979-05-27T07:32:00Z", "1979-05-27 07:32:00.5-08:00", "\"\\n\\u00e9\"", "\"\"\"\nx\n\"\"\"", "'''y'''", "\"", "'", "\\", "\t", "é",
        "a = 1\n", "b = \"x\"\n", "[a]\n", "[a.b]\n", "[[c]]\n", "d = [1, 2]\n", "e = {f = 1, g.h = \"i\"}\n",
    ];

    [Theory]
    [InlineData("a = \"x\"", "x")]
    [InlineData("a = 'x\\n'", "x\\n")]
    [InlineData("a = \"\\b\\t\\n\\f\\r\\\"\\\\\\u00e9\\U0001F600\"", "\b\t\n\f\r\"\\é😀")]
    [InlineData("a = \"\"\"\nx\ny\"\"\"", "x\ny")]
    [InlineData("a = \"\"\"x \\\n   y\"\"\"", "x y")]
    [InlineData("a = \"\"\"\"\"x\"\"\"\"\"", "\"\"x\"\"")]
    [InlineData("a = '''\n'x'\\'''", "'x'\\")]
    [InlineData("\"a\" = ''", "")]
    [InlineData("'a' = \"\" # comment", "")]
    [InlineData("\uFEFFa = \"x\"\r\n", "x")]
    [InlineData("# a\r\n\r\n\ta\t=\t\"x\"\t", "x")]
    public void A_string_is_read_in_each_of_its_forms(string text, string expected) =>
        Assert.Equal(expected, Read(text).Text("a"u8).ToString());

    [Theory]
    [InlineData("a", 1, 2)]
    [InlineData("a =", 1, 4)]
    [InlineData("a = 1 2", 1, 7)]
    [InlineData("a = \"x", 1, 5)]
    [InlineData("a = \"x\ny\"", 1, 5)]
    [InlineData("a = '''x", 1, 5)]
    [InlineData("a = \"\\q\"", 1, 6)]
    [InlineData("a = \"\\uD800\"", 1, 6)]
    [InlineData("a = \"\\u12\"", 1, 6)]
    [InlineData("\n\na = yes", 3, 5)]
    [InlineData("é = 1\n", 1, 1)]
    [InlineData("\"é\" = 01", 1, 7)]
    [InlineData("a = 1\na = 2", 2, 1)]
    [InlineData("[a]\n[a]", 2, 1)]
    [InlineData("a = 1\n[a]", 2, 1)]
    [InlineData("a = []\n[[a]]", 2, 1)]
    [InlineData("a = {}\n[a.b]", 2, 1)]
    [InlineData("a = {}\na.b = 1", 2, 1)]
    [InlineData("[a.b]\n[a]\nb.c = 1", 3, 1)]
    [InlineData("[[a]]\n[a]", 2, 1)]
    [InlineData("[a", 1, 3)]
    [InlineData("[a]]", 1, 4)]
    [InlineData("[[a]", 1, 4)]
    [InlineData("[]", 1, 2)]
    [InlineData("= 1", 1, 1)]
    [InlineData("a. = 1", 1, 4)]
    [InlineData("a = [1 2]", 1, 8)]
    [InlineData("a = [1", 1, 7)]
    [InlineData("a = {b = 1", 1, 11)]
    [InlineData("a = {b = 1,}", 1, 12)]
    [InlineData("a = \"\u0001\"", 1, 6)]
    [InlineData("# \u0001", 1, 3)]
    [InlineData("a = 1__0", 1, 5)]
    [InlineData("a = 1.", 1, 5)]
    [InlineData("a = 1979-13-01", 1, 5)]
    [InlineData("a = 25:00:00", 1, 5)]
    [InlineData("\0", 1, 1)]
    public void What_is_not_TOML_is_refused_with_its_place(string text, int line, int column)
    {
        var exception = Assert.Throws<LaunchException>(() => { _ = Read(text); });
        Assert.StartsWith($"in front: file.toml:{line}:{column}: this is not TOML: ", exception.Message);
        Assert.Equal("BPN3952", exception.Code);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused() =>
        Assert.Contains("file.toml:1:6: ", Assert.Throws<LaunchException>(() => { _ = Read([.. "a = \""u8, 0xC3, (byte)'"']); }).Message);

    [Fact]
    public void Deep_nesting_is_refused_before_the_stack_ends() =>
        Assert.Contains("nested", Assert.Throws<LaunchException>(() => { _ = Read("a = " + new string('[', 100_000)); }).Message);

    // The launcher must read what the lifecycle writes, and both must refuse the same: so their readers must agree.
    [Fact]
    [Trait("kind", "fuzz")]
    public Task It_agrees_with_the_reader_of_the_documents() => Trials.RunAsync(20_000, random =>
    {
        var text = Mutation.Text(random, Pieces, 12);
        Assert.Equal((text, IsReadBySpec(text)), (text, IsRead(text)));
    });

    private static bool IsRead(string text)
    {
        try
        {
            _ = Read(text);
            return true;
        }
        catch (LaunchException)
        {
            return false;
        }
    }

    private static bool IsReadBySpec(string text)
    {
        try
        {
            _ = SpecReader.Parse(text, "file.toml");
            return true;
        }
        catch (DocumentException)
        {
            return false;
        }
    }

    private static TomlDocument Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static TomlDocument Read(byte[] text)
    {
        fixed (byte* first = text)
        {
            var copy = new Bytes(new Bytes(first, text.Length).Terminated(), text.Length);
            return TomlDocument.Read(new TomlSource("file.toml"u8, copy) { Code = Faults.Metadata, Introduction = "in front: "u8 });
        }
    }
}
