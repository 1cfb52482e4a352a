using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Tests.Launch;

public sealed class LaunchMetadataTests
{
    [Fact]
    public void Keys_are_found_in_any_case_behind_a_byte_order_mark()
    {
        using var scene = new LaunchScene("\uFEFF[[Buildpacks]]\nID = \"a\"\nApi = \"0.9\"\n[[processes]]\nType = \"web\"\nDIRECT = true\n");
        var metadata = LaunchMetadata.Read(default, Bytes.From(scene.Layers));
        Assert.Equal("a", metadata.Buildpacks[0].Id.ToString());
        Assert.True(metadata.Processes[0].Direct);
    }

    [Theory]
    [InlineData("command = \"run\"", "run")]
    [InlineData("command = [\"run\", \"x\"]", "run x")]
    [InlineData("command = [1, true, 1.5]", "1 true 1.5")]
    [InlineData("command = []", "")]
    [InlineData("", "")]
    public void A_command_is_a_string_or_a_list(string line, string expected)
    {
        using var scene = new LaunchScene($"[[processes]]\ntype = \"web\"\n{line}\n");
        Assert.Equal(expected, string.Join(' ', LaunchMetadata.Read(default, Bytes.From(scene.Layers)).Processes[0].Command.ToTexts()));
    }

    [Theory]
    [InlineData("[[processes]]\nargs = \"x\"")]
    [InlineData("[[processes]]\nargs = [1]")]
    [InlineData("[[processes]]\ndirect = \"true\"")]
    [InlineData("[[processes]]\ncommand = 1")]
    [InlineData("[processes]")]
    [InlineData("processes = 1")]
    [InlineData("[[buildpacks]]\nid = \"a\"\napi = 0.9")]
    [InlineData("x =")]
    public void Invalid_metadata_has_an_exit_code_of_its_own(string text)
    {
        using var scene = new LaunchScene(text);
        var exception = Assert.Throws<LaunchException>(() => { _ = LaunchMetadata.Read(default, Bytes.From(scene.Layers)); });
        Assert.Equal(ExitCodes.Failed, exception.ExitCode);
        Assert.Contains("metadata.toml:", exception.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0.6")]
    [InlineData("0.13")]
    [InlineData("1.0")]
    [InlineData("x")]
    public void One_buildpack_with_an_unsupported_API_stops_every_launch(string api)
    {
        using var scene = new LaunchScene($"[[buildpacks]]\nid = \"a\"\napi = \"{api}\"\n");
        var exception = Assert.Throws<LaunchException>(() => { _ = LaunchMetadata.Read(default, Bytes.From(scene.Layers)); });
        Assert.Equal(ExitCodes.UnsupportedBuildpackApi, exception.ExitCode);
    }
}
