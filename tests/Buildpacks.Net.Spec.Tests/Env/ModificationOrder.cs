using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Spec.Tests.Env;

/// <summary>In which order files of several layers, and of the folders of one layer, change a variable.</summary>
public sealed class ModificationOrder
{
    [Fact]
    public void Appended_values_stand_in_the_order_of_layers_and_folders() =>
        Assert.Equal("1a 1b 1c 2a 2b 2c ", Apply("", "append"));

    [Fact]
    public void Prepended_values_stand_in_the_reverse_order() =>
        Assert.Equal("2c 2b 2a 1c 1b 1a ", Apply("", "prepend"));

    [Theory]
    [InlineData("", "1a ")]
    [InlineData("set", "set")]
    public void The_first_default_counts(string inherited, string expected) => Assert.Equal(expected, Apply(inherited, "default"));

    [Fact]
    public void The_last_value_that_overrides_counts() => Assert.Equal("2c ", Apply("set", "override"));

    [Fact]
    public void A_delimiter_counts_in_its_layer_only()
    {
        LayerEnvironment[] layers =
        [
            Layer([[new("T.append", "a"), new("T.delim", ",")], [new("T.append", "b"), new("T.delim", ";")]]),
            Layer([[new("T.append", "c")]]),
            Layer([[new("T.prepend", "d"), new("T.delim", "|")]]),
        ];
        Assert.Equal("d|a;bc", Apply("", layers));
    }

    private static string? Apply(string inherited, string action)
    {
        EnvironmentFile[] File(string value) => [new($"T.{action}", value + " ")];
        return Apply(inherited, Layer([File("1a"), File("1b"), File("1c")]), Layer([File("2a"), File("2b"), File("2c")]));
    }

    private static string? Apply(string inherited, params LayerEnvironment[] layers) =>
        layers.Aggregate(EnvironmentVariables.FromEntries([$"T={inherited}"]), BuildEnvironment.AddLayer)["T"];

    private static LayerEnvironment Layer(EnvironmentFile[][] folders) =>
        new() { Path = "/l", Folders = [.. folders.Select(files => new EnvironmentFolder(files))] };
}
