using Buildpacks.Net.Export;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Tests.Export;

public sealed class MatchingPatterns
{
    [Theory]
    [InlineData("*", "a", true)]
    [InlineData("*", "a/b", false)]
    [InlineData("a*", "abc", true)]
    [InlineData("a*c", "abbc", true)]
    [InlineData("a*/b", "axx/b", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b?c*x", "abxbbxdbxebxczzx", true)]
    [InlineData("a*b?c*x", "abxbbxdbxebxczzy", false)]
    [InlineData("**/f", "d/f", true)]
    [InlineData("**/f", "d/e/f", false)]
    [InlineData("?", "é", true)]
    [InlineData("?", "/", false)]
    [InlineData("a?b", "a/b", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[^a-c]x", "bx", false)]
    [InlineData("[^a]b", "/b", true)]
    [InlineData("[\\]a]", "]", true)]
    [InlineData("[*]", "*", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("./a//b/", "a/b", true)]
    [InlineData("x/../a", "a", true)]
    [InlineData("/a", "a", false)]
    [InlineData("", "a", false)]
    [InlineData("[a-é]", "b", true)]
    public void Takes_and_leaves_paths_as_Go_does(string pattern, string path, bool matches) =>
        Assert.Equal(matches, GlobPattern.TryParse(pattern)!.Matches(PosixText.Encode(path)));

    [Theory]
    [InlineData("[")]
    [InlineData("[a")]
    [InlineData("[]a]")]
    [InlineData("[-]")]
    [InlineData("[a-]")]
    [InlineData("[^]")]
    [InlineData("a\\")]
    [InlineData("*[")]
    [InlineData("[]*]")]
    public void Refuses_what_is_malformed(string pattern) => Assert.Null(GlobPattern.TryParse(pattern));

    [Fact]
    public void A_byte_that_is_no_text_is_one_character() =>
        Assert.True(GlobPattern.TryParse("a?b")!.Matches([(byte)'a', 0xFF, (byte)'b']));

    [Fact]
    public void Many_stars_cost_little() =>
        Assert.False(GlobPattern.TryParse(string.Concat(Enumerable.Repeat("a*", 50)) + "b")!.Matches(PosixText.Encode(new string('a', 5_000))));
}
