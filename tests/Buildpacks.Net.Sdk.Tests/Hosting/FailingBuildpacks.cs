using Buildpacks.Net.Sdk.Build;

namespace Buildpacks.Net.Sdk.Tests.Hosting;

public sealed class FailingBuildpacks : IDisposable
{
    private readonly HostScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_fault_that_somebody_can_mend_is_one_line_with_its_code()
    {
        Assert.Equal(1, await _scene.RunAsync(Building(_ => throw new BuildpackException("ACME1", "could not sail: no wind.")), "build"));
        Assert.Equal("Error: could not sail: no wind. [ACME1]\n", _scene.Errors);
    }

    [Fact]
    public async Task A_defect_of_the_buildpack_comes_with_its_stack_trace()
    {
        Assert.Equal(1, await _scene.RunAsync(Building(_ => throw new InvalidOperationException("boom")), "build"));
        Assert.Contains("please report this to its author", _scene.Errors, StringComparison.Ordinal);
        Assert.Contains("   at " + typeof(FailingBuildpacks).FullName, _scene.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_descriptor_is_one_line_with_its_place()
    {
        File.WriteAllText(_scene["buildpack/buildpack.toml"], "api = \n");

        Assert.Equal(1, await _scene.RunAsync(new ActingBuildpack(), "detect"));
        Assert.Contains("buildpack.toml:1:", _scene.Errors, StringComparison.Ordinal);
        Assert.Single(_scene.Errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task Cancelling_ends_a_build_without_documents()
    {
        using var stop = new CancellationTokenSource();
        var buildpack = new ActingBuildpack
        {
            Build = async (_, token) =>
            {
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
                return new BuildResult();
            },
        };

        Assert.Equal(1, await _scene.RunAsync(buildpack, "build", [], stop.Token));
        Assert.Equal("Error: stopped before the end, as asked\n", _scene.Errors);
        Assert.Empty(Directory.GetFiles(_scene["layers"]));
    }

    [Theory]
    [InlineData("BP_DEBUG", "", true)]
    [InlineData("BP_LOG_LEVEL", "DEBUG", true)]
    [InlineData("BP_LOG_LEVEL", "info", false)]
    public async Task Details_are_shown_to_those_who_ask(string name, string value, bool shown)
    {
        _scene.Variables[name] = value;

        await _scene.RunAsync(Building(context => context.Log.Debug("a\nb")), "build");

        Assert.Equal(shown ? "     a\n     b\n" : "", _scene.Output);
    }

    private static ActingBuildpack Building(Action<BuildContext> act) => new()
    {
        Build = (context, _) =>
        {
            act(context);
            return Task.FromResult(new BuildResult());
        },
    };
}
