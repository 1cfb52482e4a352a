using Buildpacks.Net.Lifecycle.Flags;

namespace Buildpacks.Net.Lifecycle.Tests.Flags;

public sealed class FlagSetTests
{
    private static readonly FlagSet Flags =
        new([LifecycleFlags.Layers, LifecycleFlags.Daemon, LifecycleFlags.UserId, LifecycleFlags.Tag, LifecycleFlags.KanikoCacheTtl]);

    [Theory]
    [InlineData("-layers", "/x")]
    [InlineData("--layers", "/x")]
    [InlineData("-layers=/x")]
    [InlineData("--layers=/x")]
    public void A_value_follows_the_flag_or_an_equals_sign(params string[] arguments)
    {
        var (given, positionals) = Flags.Parse([.. arguments, "image"]);

        Assert.Equal(["/x"], given["layers"]);
        Assert.Equal(["image"], positionals);
    }

    [Fact]
    public void A_switch_takes_a_value_only_behind_an_equals_sign()
    {
        Assert.Equal(["false"], Flags.Parse(["-daemon", "false"]).Positionals);
        Assert.Equal(["false"], Flags.Parse(["-daemon=false"]).Given["daemon"]);
    }

    [Fact]
    public void The_first_positional_ends_the_flags()
    {
        var (given, positionals) = Flags.Parse(["image", "-daemon"]);

        Assert.Empty(given);
        Assert.Equal(["image", "-daemon"], positionals);
    }

    [Theory]
    [InlineData("--", "-daemon")]
    [InlineData("-", "-daemon")]
    public void Two_dashes_end_the_flags_and_one_is_a_positional(string first, string second) =>
        Assert.Equal(first == "--" ? [second] : [first, second], Flags.Parse([first, second]).Positionals);

    [Fact]
    public void A_list_grows_and_any_other_flag_takes_its_last_value()
    {
        var (given, _) = Flags.Parse(["-tag", "a", "-tag=b", "-layers", "/1", "-layers", "/2"]);

        Assert.Equal(["a", "b"], given["tag"]);
        Assert.Equal("/2", given["layers"][^1]);
    }

    [Theory]
    [InlineData("-nope")]
    [InlineData("-nope=1")]
    [InlineData("-layers")]
    [InlineData("-uid=x")]
    [InlineData("-uid", " 1")]
    [InlineData("-daemon=maybe")]
    [InlineData("-daemon=")]
    [InlineData("---daemon")]
    [InlineData("-=x")]
    [InlineData("-kaniko-cache-ttl=2")]
    public void Anything_else_is_refused(params string[] arguments) =>
        Assert.False(Assert.Throws<FlagException>(() => Flags.Parse(arguments)).IsHelp);

    [Theory]
    [InlineData("-h")]
    [InlineData("-help")]
    [InlineData("--help")]
    public void Help_is_no_fault(string argument) => Assert.True(Assert.Throws<FlagException>(() => Flags.Parse([argument])).IsHelp);

    [Fact]
    public void The_usage_names_each_flag_with_its_variables_and_default() =>
        Assert.Contains("-layers text\n    \tpath to layers directory [CNB_LAYERS_DIR] (default \"/layers\")", Flags.Usage("x"), StringComparison.Ordinal);
}
