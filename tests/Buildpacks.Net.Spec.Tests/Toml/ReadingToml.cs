using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Tests.Toml;

public sealed class ReadingToml
{
    [Fact]
    public void Keeps_every_type_of_value()
    {
        var table = TomlReader.Parse(
            "s = \"text\"\ni = -9223372036854775808\nf = 1.5\nb = true\nd = 1979-05-27 07:32:00.120z\na = [1, \"x\", {k = 2}]\nt.u = 1\n",
            "a.toml");

        Assert.Equal(new TomlString("text"), table["s"]);
        Assert.Equal(new TomlInteger(long.MinValue), table["i"]);
        Assert.Equal(new TomlFloat(1.5), table["f"]);
        Assert.Equal(new TomlBoolean(true), table["b"]);
        Assert.Equal(new TomlDateTime("1979-05-27T07:32:00.12Z"), table["d"]);
        Assert.Equal(new TomlArray { 1, "x", new TomlTable { ["k"] = 2 } }, table["a"]);
        Assert.Equal(new TomlTable { ["u"] = 1 }, table["t"]);
    }

    [Fact]
    public void Knows_where_each_value_stands()
    {
        var table = TomlReader.Parse("\n[a]\n  key = [1,\n    \"x\"]\n", "a.toml");

        var array = (TomlArray)((TomlTable)table["a"])["key"];
        Assert.Equal(new TomlPosition(3, 9), array.Position);
        Assert.Equal(new TomlPosition(4, 5), array[1].Position);
        Assert.Equal(new TomlPosition(2, 2), table["a"].Position);
    }

    [Theory]
    [InlineData("a = 1\na = 2", 2, 1)]
    [InlineData("[a]\n[a]", 2, 2)]
    [InlineData("a.b = 1\n[a]\n", 2, 2)]
    [InlineData("[a.b]\n[a]\nb.c = 1", 3, 1)]
    [InlineData("a = {b = 1}\n[a.c]\n", 2, 2)]
    [InlineData("a = {b = 1}\na.c = 2", 2, 1)]
    [InlineData("a = []\n[[a]]", 2, 3)]
    [InlineData("[[a]]\n[a]", 2, 2)]
    [InlineData("[a]\n[[a]]", 2, 3)]
    [InlineData("a = 1\n[a.b]", 2, 2)]
    [InlineData("a = {b.c = 1, b = 2}", 1, 15)]
    [InlineData("a = [1,,2]", 1, 8)]
    [InlineData("x = 1\ny = 99999999999999999999", 2, 5)]
    [InlineData("x = 1\ny = \"\\q\"", 2, 7)]
    [InlineData("x = 1\ny = \"a\u0001b\"", 2, 5)]
    [InlineData("x = 1 y = 2", 1, 7)]
    [InlineData("[[a]\n", 1, 4)]
    [InlineData("= 1", 1, 1)]
    [InlineData("x = 1\ny = \"\\u\"", 2, 8)]
    [InlineData("x = 1\ny = \"\\u", 2, 8)]
    public void Names_the_place_of_a_fault(string text, int line, int column)
    {
        var fault = Assert.Throws<DocumentException>(() => TomlReader.Parse(text, "dir/a.toml"));

        Assert.Equal("BPN1001", fault.Code);
        Assert.Equal(new TomlPosition(line, column), fault.Position);
        Assert.StartsWith($"dir/a.toml:{line}:{column}: ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[a.b]\n[a]\nc = 1")]
    [InlineData("[a]\nb.c = 1\n[a.b.d]\n")]
    [InlineData("[[a]]\n[a.b]\n[[a]]\n[a.b]")]
    [InlineData("[[a.b]]\n[[a.b]]\n[a]\n")]
    [InlineData("\uFEFFa = 1")]
    [InlineData("a = 1\r\nb = 2\r\n")]
    [InlineData("'quoted key' = 1\n\"\" = 2\n1.2 = 3")]
    [InlineData("a = \"\"\"\nx \\\n  y\"\"\"")]
    [InlineData("")]
    [InlineData("# only a comment")]
    public void Accepts(string text) => _ = TomlReader.Parse(text, "a.toml");

    [Fact]
    public void Tables_of_an_array_take_the_headers_behind_them()
    {
        var table = TomlReader.Parse("[[a]]\n[a.b]\nk = 1\n[[a]]\n[[a.c]]\n[[a.c]]\n", "a.toml");

        Assert.Equal(
            new TomlArray
            {
                new TomlTable { ["b"] = new TomlTable { ["k"] = 1 } },
                new TomlTable { ["c"] = new TomlArray { new TomlTable(), new TomlTable() } },
            },
            table["a"]);
    }

    [Fact]
    public void Refuses_endless_nesting_without_crashing()
    {
        foreach (var (open, close) in new[] { ("[", "]"), ("{a=", "}") })
        {
            var deep = "a = " + string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000));
            Assert.Throws<DocumentException>(() => TomlReader.Parse(deep, "a.toml"));
        }
    }

    [Theory]
    [InlineData("1979-05-27t07:32:00.000z", "1979-05-27T07:32:00Z")]
    [InlineData("1979-05-27T07:32:00+00:00", "1979-05-27T07:32:00Z")]
    [InlineData("1979-05-27 00:32:00.999999-07:00", "1979-05-27T00:32:00.999999-07:00")]
    [InlineData("1979-05-27T07:32:00.5", "1979-05-27T07:32:00.5")]
    [InlineData("1979-05-27", "1979-05-27")]
    [InlineData("07:32:00.100", "07:32:00.1")]
    public void Brings_dates_and_times_into_one_form(string written, string normal) =>
        Assert.Equal(new TomlDateTime(normal), TomlReader.Parse("d = " + written, "a.toml")["d"]);
}
