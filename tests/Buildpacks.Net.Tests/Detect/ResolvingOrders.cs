using Buildpacks.Net.Spec;
using Buildpacks.Net.Tests.Execution;

namespace Buildpacks.Net.Tests.Detect;

/// <summary>Orders within orders, and orders of extensions: which groups are tried, and in which order.</summary>
public sealed class ResolvingOrders : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    // Only one group of each order can pass, so whether its combination is tried decides.
    [Theory]
    [InlineData("ab", "a@1 b@1")]
    [InlineData("cd", "c@1 d@1")]
    public async Task Orders_within_an_order_multiply_from_left_to_right(string passing, string expected)
    {
        Buildpacks("ef" + passing);
        _workspace.Composite("o@1", "a@1 b@1", "c@1 d@1");
        _workspace.Order("e@1 o@1 f@1");
        Assert.Equal($"e@1 {expected} f@1", await _workspace.DetectAsync());
    }

    [Theory]
    [InlineData("abcdefgh", "a@1 b@1 e@1 f@1")]
    [InlineData("abcdgh", "a@1 b@1 g@1 h@1")]
    [InlineData("cdefgh", "c@1 d@1 e@1 f@1")]
    [InlineData("cdgh", "c@1 d@1 g@1 h@1")]
    public async Task Orders_in_a_row_are_tried_in_every_combination_the_last_changing_first(string passing, string expected)
    {
        Buildpacks(passing);
        _workspace.Composite("o@1", "a@1 b@1", "c@1 d@1");
        _workspace.Composite("p@1", "e@1 f@1", "g@1 h@1");
        _workspace.Order("o@1 p@1");
        Assert.Equal(expected, await _workspace.DetectAsync());
    }

    [Fact]
    public async Task Every_group_of_extensions_is_tried_with_every_group_of_buildpacks()
    {
        _workspace.Extension("one@1");
        _workspace.Extension("two@1", "printf '[[provides]]\\nname = \"x\"\\n' >\"$2\"");
        _workspace.Buildpack("a@1", "printf '[[requires]]\\nname = \"x\"\\n' >\"$2\"");
        _workspace.Buildpack("b@1");
        _workspace.Order("a@1", "b@1");
        _workspace.OrderExtensions("one@1", "two@1");
        Assert.Equal("two@1 a@1", await _workspace.DetectAsync());
    }

    [Fact]
    public async Task Extensions_have_no_order_of_their_own()
    {
        _workspace.Extension("e@1", "touch $W/ran");
        File.AppendAllText(_workspace.At("extensions/e/1/extension.toml"), "[[order]]\n[[order.group]]\nid = \"other\"\nversion = \"1\"\n");
        _workspace.Buildpack("a@1");
        _workspace.Order("a@1");
        _workspace.OrderExtensions("e@1");
        Assert.Equal("e@1 a@1", await _workspace.DetectAsync());
        Assert.True(_workspace.Has("ran"));
    }

    [Fact]
    public async Task The_order_of_a_buildpack_finds_no_extensions()
    {
        _workspace.Extension("e@1");
        _workspace.Composite("c@1", "e@1");
        _workspace.Order("c@1");
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => _workspace.DetectAsync());
        Assert.True(fault is LifecycleException or SpecException, fault.ToString());
        Assert.Contains("e/1", fault.Message, StringComparison.Ordinal);
    }

    private void Buildpacks(string passing)
    {
        foreach (var name in "abcdefgh")
        {
            _workspace.Buildpack($"{name}@1", passing.Contains(name, StringComparison.Ordinal) ? "exit 0" : "exit 100");
        }
    }
}
