using Buildpacks.Net.Lifecycle.Flags;

namespace Buildpacks.Net.Lifecycle.Tests.Flags;

public sealed class GoValuesTests
{
    [Theory]
    [InlineData("1", true)]
    [InlineData("t", true)]
    [InlineData("TRUE", true)]
    [InlineData("True", true)]
    [InlineData("0", false)]
    [InlineData("F", false)]
    [InlineData("yes", null)]
    [InlineData("tRUE", null)]
    [InlineData("", null)]
    [InlineData("2", null)]
    public void Truth_values_are_those_of_Go(string text, bool? expected) => Assert.Equal(expected, GoValues.Boolean(text));

    [Theory]
    [InlineData("1000", 1000L)]
    [InlineData("+1000", 1000L)]
    [InlineData("-1", -1L)]
    [InlineData("0x3e8", 1000L)]
    [InlineData("0b11", 3L)]
    [InlineData("0o17", 15L)]
    [InlineData("017", 15L)]
    [InlineData("1_000", 1000L)]
    [InlineData("0x_ff", 255L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("9223372036854775808", null)]
    [InlineData("08", null)]
    [InlineData("_1", null)]
    [InlineData("1_", null)]
    [InlineData("1.5", null)]
    [InlineData(" 1000", null)]
    [InlineData("", null)]
    [InlineData("0x", null)]
    [InlineData("abc", null)]
    public void Numbers_of_flags_may_have_a_base_prefix(string text, long? expected) => Assert.Equal(expected, GoValues.Number(text));

    [Theory]
    [InlineData("1000", 1000L)]
    [InlineData("+7", 7L)]
    [InlineData("-7", -7L)]
    [InlineData("017", 17L)]
    [InlineData("0x3e8", null)]
    [InlineData("1_000", null)]
    [InlineData(" 1", null)]
    [InlineData("", null)]
    public void Numbers_of_variables_are_decimal(string text, long? expected) => Assert.Equal(expected, GoValues.Decimal(text));

    [Theory]
    [InlineData("336h", 336 * 3600_000L)]
    [InlineData("1h30m", 5400_000L)]
    [InlineData("1.5s", 1500L)]
    [InlineData("-2ms", -2L)]
    [InlineData("0", 0L)]
    [InlineData("1", null)]
    [InlineData("", null)]
    [InlineData("1d", null)]
    [InlineData("h", null)]
    [InlineData("99999999999h", null)]
    public void Durations_have_units(string text, long? milliseconds) =>
        Assert.Equal(milliseconds, GoValues.Duration(text) is { } duration ? (long)duration.TotalMilliseconds : null);
}
