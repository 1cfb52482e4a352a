using Buildpacks.Net.Launcher.Host;

namespace Buildpacks.Net.Launcher.Tests.Host;

public sealed class UnixPathTests
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
        Assert.Equal(expected, UnixPath.Clean(path));

    [Theory]
    [InlineData("/l", "a", "/l/a")]
    [InlineData("/l/", "..", "/")]
    [InlineData("/l", "", "/l")]
    [InlineData("", "a", "a")]
    public void Empty_parts_are_left_out(string folder, string name, string expected) =>
        Assert.Equal(expected, UnixPath.Join(folder, name));

    [Fact]
    public void Only_a_relative_path_needs_the_working_directory()
    {
        Assert.Equal("/x", UnixPath.Below(() => throw new InvalidOperationException("not asked for"), "/x/"));
        Assert.Equal("/here/x", UnixPath.Below(() => "/here", "x"));
    }
}
