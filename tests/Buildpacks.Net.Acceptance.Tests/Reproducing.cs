using System.Text.Json.Nodes;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Images;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>What may change an image's bytes, and what may not. <see cref="FirstCommandOfTheReadme"/> has the large case.</summary>
[Trait("needs", "aot")]
public sealed class Reproducing : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Workshop _workshop;
    private readonly TinyBuildpack _tiny;

    public Reproducing(Workshop workshop)
    {
        _workshop = workshop;
        _tiny = new TinyBuildpack(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("SOURCE_DATE_EPOCH")]
    [InlineData("--creation-time")]
    public async Task The_time_changes_when_an_image_says_it_was_made_and_nothing_else(string way)
    {
        var usual = await BuildAsync("usual", null);
        var timed = way == "--creation-time" ? await BuildAsync("timed", null, way, "1700000000") : await BuildAsync("timed", "1700000000");

        var (before, after) = (usual.Config, timed.Config);
        Assert.Equal("1980-01-01T00:00:01Z", (string?)before["created"]);
        Assert.Equal("2023-11-14T22:13:20Z", (string?)after["created"]);
        Assert.Equal(usual.DiffIds, timed.DiffIds);
        WithoutTimes(before);
        WithoutTimes(after);
        Assert.Equal(before.ToJsonString(), after.ToJsonString());
    }

    [Fact]
    public async Task A_layer_is_reused_when_only_another_has_changed()
    {
        var first = await BuildAsync("changing", null);
        await File.WriteAllTextAsync($"{_tiny.Application}/hello.txt", "good day\n");
        var second = await BuildAsync("changing", null);

        Assert.Single(first.DiffIds.Except(second.DiffIds));
        Assert.Equal(first.Layers.Count, second.Layers.Count);
    }

    private async Task<CheckedImage> BuildAsync(string place, string? epoch, params string[] flags)
    {
        var desk = new Desk(_workshop, _folder[$"{place}-desk"]);
        desk.Variables["SOURCE_DATE_EPOCH"] = epoch;
        var result = await desk.BuildAsync(["app", .. _tiny.Flags, .. flags]);
        Assert.True(result.ExitCode == 0, result.Errors + result.Output);
        return await CheckedImage.ReadLayoutAsync($"{desk.Work}/out/app");
    }

    private static void WithoutTimes(JsonObject config)
    {
        config.Remove("created");
        foreach (var row in config["history"]!.AsArray())
        {
            row!.AsObject().Remove("created");
        }
    }
}
