using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Tests.Toml;

public sealed class WritingToml
{
    [Fact]
    public void Values_come_before_tables_and_depth_indents()
    {
        var table = new TomlTable
        {
            ["t"] = new TomlTable { ["sub"] = new TomlTable { ["k"] = "v" }, ["n"] = 1 },
            ["first"] = true,
            ["list"] = new TomlArray
            {
                new TomlTable { ["x"] = 1.0, ["y"] = new TomlArray { new TomlTable() } },
                new TomlTable(),
            },
            ["empty"] = new TomlArray(),
        };

        Assert.Equal(
            """
            first = true
            empty = []

            [t]
              n = 1
              [t.sub]
                k = "v"

            [[list]]
              x = 1.0

              [[list.y]]

            [[list]]

            """,
            TomlWriter.Write(table));
    }

    [Fact]
    public void Arrays_that_hold_more_than_tables_stay_in_one_line() =>
        Assert.Equal(
            "a = [{a = \"b\"}, \"s\", [{c = 1, d = {}}], 1979-05-27]\n",
            TomlWriter.Write(new TomlTable
            {
                ["a"] = new TomlArray
                {
                    new TomlTable { ["a"] = "b" },
                    "s",
                    new TomlArray { new TomlTable { ["d"] = new TomlTable(), ["c"] = 1 } },
                    new TomlDateTime("1979-05-27"),
                },
            }));

    [Fact]
    public void Keys_are_quoted_where_they_must_be() =>
        Assert.Equal(
            "bare-Key_1 = 1\n\"a b\" = 2\n\"\" = 3\n\"é\" = 4\n\"q\\\"\\n\" = 5\n\n[\"x.y\"]\n  [\"x.y\".z]\n",
            TomlWriter.Write(new TomlTable
            {
                ["bare-Key_1"] = 1,
                ["a b"] = 2,
                [""] = 3,
                ["é"] = 4,
                ["q\"\n"] = 5,
                ["x.y"] = new TomlTable { ["z"] = new TomlTable() },
            }));

    [Fact]
    public void Strings_escape_quotes_backslashes_and_controls_and_nothing_else() =>
        Assert.Equal(
            "s = \"\\\"\\\\\\b\\t\\n\\f\\r\\u0000\\u000b\\u001f\\u007f <>& é \u2028😀\"\n",
            TomlWriter.Write(new TomlTable { ["s"] = "\"\\\b\t\n\f\r\0\v\u001f\u007f <>& é \u2028😀" }));

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1, "1.0")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(123456, "123456.0")]
    [InlineData(100000, "100000.0")]
    [InlineData(999999.5, "999999.5")]
    [InlineData(1000000, "1e+06")]
    [InlineData(1234567.5, "1.2345675e+06")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00012345, "0.00012345")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(0.1, "0.1")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    [InlineData(double.NaN, "nan")]
    public void Floats_have_the_shortest_digits(double value, string text) =>
        Assert.Equal($"f = {text}\n", TomlWriter.Write(new TomlTable { ["f"] = value }));

    [Fact]
    public void Nothing_gives_nothing() => Assert.Equal("", TomlWriter.Write(new TomlTable()));

    [Fact]
    public void Sorting_goes_by_bytes_and_reaches_every_depth() =>
        Assert.Equal(
            "B = 1\na = [{x = 1, y = 2}, 3]\na-b = 2\n\"\uE000\" = 3\n\"😀\" = 4\n",
            TomlWriter.Write(new TomlTable
            {
                ["😀"] = 4,
                ["\uE000"] = 3,
                ["a-b"] = 2,
                ["a"] = new TomlArray { new TomlTable { ["y"] = 2, ["x"] = 1 }, 3 },
                ["B"] = 1,
            }.Sorted()));
}
