using System.Globalization;
using Buildpacks.Net.Spec.Toml;
using FsCheck;
using FsCheck.Fluent;

namespace Buildpacks.Net.Spec.Tests.Toml;

public sealed class RoundTrips
{
    private static readonly Gen<string> Text = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(text => new string([.. (text ?? "").Where(c => !char.IsSurrogate(c))])),
        Gen.Elements("", "a", "a-b", "A_1", "a b", "é", "😀", "\"", "\\", "\n", "\u007f", "\u0000", "\r\n", "'", "#", "="));

    [Fact]
    public void What_is_written_reads_the_same() =>
        Prop.ForAll(Table(3).ToArbitrary(), table => TomlReader.Parse(TomlWriter.Write(table), "f").Equals(table))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Writing_again_gives_the_same_bytes() =>
        Prop.ForAll(Table(3).ToArbitrary(), table =>
        {
            var text = TomlWriter.Write(table);
            return TomlWriter.Write(TomlReader.Parse(text, "f")) == text;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Sorting_does_not_change_a_table() =>
        Prop.ForAll(Table(3).ToArbitrary(), table => table.Sorted().Equals(table) && table.Sorted().GetHashCode() == table.GetHashCode())
            .Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Floats_keep_every_bit() =>
        Prop.ForAll(
            ArbMap.Default.GeneratorFor<long>().Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite).ToArbitrary(),
            number => BitConverter.DoubleToInt64Bits(double.Parse(GoFloat.ForToml(number), CultureInfo.InvariantCulture))
                == BitConverter.DoubleToInt64Bits(number)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static Gen<TomlTable> Table(int depth) =>
        Text.Zip(Value(depth)).ListOf().Select(entries =>
        {
            var table = new TomlTable();
            foreach (var (key, value) in entries.Take(5))
            {
                table[key] = value;
            }

            return table;
        });

    private static Gen<TomlValue> Value(int depth)
    {
        var scalar = Gen.OneOf(
            Text.Select(text => (TomlValue)text),
            ArbMap.Default.GeneratorFor<long>().Select(number => (TomlValue)number),
            ArbMap.Default.GeneratorFor<double>().Select(number => (TomlValue)number),
            ArbMap.Default.GeneratorFor<bool>().Select(flag => (TomlValue)flag),
            Gen.Elements<TomlValue>(new TomlDateTime("1979-05-27T07:32:00Z"), new TomlDateTime("1979-05-27"), new TomlDateTime("07:32:00.5")));
        return depth == 0
            ? scalar
            : Gen.OneOf(
                scalar,
                Table(depth - 1).Select(table => (TomlValue)table),
                Value(depth - 1).ListOf().Select(items => (TomlValue)new TomlArray(items.Take(4))),
                Table(depth - 1).ListOf().Select(items => (TomlValue)new TomlArray(items.Take(3))));
    }
}
