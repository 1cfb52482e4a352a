using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Tests.Host;

public sealed class PathsTests
{
    [Theory]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/a//b/./c/", "/a/b/c")]
    [InlineData("/a/../../b", "/b")]
    [InlineData("a/../..", "..")]
    [InlineData("../../a", "../../a")]
    [InlineData("./a", "a")]
    [InlineData("a/..", ".")]
    [InlineData("/", "/")]
    [InlineData("//", "/")]
    [InlineData("", ".")]
    [InlineData("/a/.hidden", "/a/.hidden")]
    [InlineData("..a/...", "..a/...")]
    public void A_path_is_cleaned_without_the_file_system(string path, string expected) =>
        Assert.Equal(expected, Paths.Clean(Bytes.From(path)).ToString());

    [Theory]
    [InlineData("/l", "a", "/l/a")]
    [InlineData("/l/", "..", "/")]
    [InlineData("/l", "", "/l")]
    [InlineData("", "a", "a")]
    public void Empty_parts_are_left_out(string folder, string name, string expected) =>
        Assert.Equal(expected, Paths.Join(Bytes.From(folder), Bytes.From(name)).ToString());
}
