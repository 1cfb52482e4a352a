namespace Buildpacks.Net.Cli.Tests.Commands;

public sealed class HelpTests
{
    [Theory]
    [InlineData(" [command] [options]")]
    [InlineData(" sbom [command] [options]", "sbom")]
    public async Task A_command_that_does_nothing_by_itself_shows_its_page(string usage, params string[] arguments)
    {
        var call = await CommandCall.SucceedAsync("/", arguments);
        Assert.Contains(usage, call.Output, StringComparison.Ordinal);
        Assert.Equal("", call.Error);
    }

    [Theory]
    [InlineData("cnb build app --path", "build")]
    [InlineData("cnb inspect app", "inspect")]
    [InlineData("cnb sbom download app", "sbom", "download")]
    [InlineData("cnb rebase app", "rebase")]
    public async Task Pages_end_with_examples(string example, params string[] command)
    {
        var call = await CommandCall.SucceedAsync("/", [.. command, "--help"]);
        Assert.Contains(example, call.Output[call.Output.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_cannot_be_understood_names_the_page_to_read()
    {
        var call = await CommandCall.RunAsync("/", "sbom", "download");
        Assert.EndsWith("`cnb sbom download --help` lists what there is.\n", call.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("inspect")]
    [InlineData("sbom", "upload")]
    [InlineData("rebase", "app", "--frobnicate")]
    public async Task A_line_that_cannot_be_understood_ends_with_2(params string[] arguments)
    {
        var call = await CommandCall.RunAsync("/", arguments);
        Assert.Equal(2, call.ExitCode);
        Assert.StartsWith("error: ", call.Error, StringComparison.Ordinal);
        Assert.Equal("", call.Output);
    }
}
