using Buildpacks.Net.Caching;
using Buildpacks.Net.Restore;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.Tests.Export;

namespace Buildpacks.Net.Tests.Restore;

/// <summary>Of which layers something comes back, and of which nothing.</summary>
public sealed class RestoringForTheGroup : IDisposable
{
    private readonly ExportWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Layers_of_buildpacks_that_no_longer_take_part_stay_away()
    {
        await BuildAsync(("kept", ["cache"]), ("run", ["launch"]));
        var group = new GroupToml { Group = [new GroupElement { Id = BuildpackId.Parse("acme/other"), Version = "1", Api = "0.12" }] };
        _work.Write("group.toml", group.ToToml());
        var result = await RestorePhase.RunAsync(
            new RestoreInputs
            {
                Features = PlatformFeatures.For(ApiVersion.Parse("0.14")),
                Cache = new VolumeCache(_work["cache"]),
                LayersDirectory = _work.LayersFolder,
                GroupPath = _work["group.toml"],
                AnalyzedPath = _work["analyzed.toml"],
            },
            TestContext.Current.CancellationToken);
        Assert.Empty(result.Layers);
        Assert.False(Directory.Exists(_work["layers/acme_tool"]));
    }

    [Theory]
    [InlineData("build", "", "")]
    [InlineData("build launch", "", "")]
    [InlineData("", "", "")]
    [InlineData("launch", "document", "")]
    [InlineData("build cache", "document", "content")]
    [InlineData("cache", "document", "content")]
    [InlineData("launch cache", "document", "content")]
    [InlineData("build launch cache", "document", "content")]
    public async Task Nothing_of_a_layer_for_builds_comes_back_unless_it_is_cached(string types, string document, string content)
    {
        if (types.Contains("cache", StringComparison.Ordinal))
        {
            _work.Write("layers/sbom/cache/acme_tool/l/sbom.cdx.json", "{}");
        }

        await BuildAsync(("l", types.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        await _work.RestoreAsync();
        Assert.Equal(document.Length > 0, File.Exists(_work["layers/acme_tool/l.toml"]));
        Assert.Equal(content.Length > 0, File.Exists(_work["layers/acme_tool/l/file"]));
        Assert.Equal(content.Length > 0, File.Exists(_work["layers/acme_tool/l.sbom.cdx.json"]));
    }

    private async Task BuildAsync(params (string Name, string[] Types)[] layers)
    {
        foreach (var (name, types) in layers)
        {
            _work.WriteLayer(name, "x", types);
        }

        await _work.ExportAsync(await _work.CachingInputsAsync());
        await _work.AnalyzedAsync();
        _work.Clean();
    }
}
