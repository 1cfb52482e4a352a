using System.Text.RegularExpressions;
using Buildpacks.Net.Caching;
using Buildpacks.Net.Export;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.Platform;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Tests.Export;

/// <summary>Counts what a registry hears: each blob goes over the wire once, whatever needs it.</summary>
[Trait("needs", "registry")]
public sealed partial class SendingNothingTwice : IAsyncLifetime
{
    private readonly ExportWorkspace _work = new();
    private readonly RegistryImageStore _images = new();
    private DockerRegistry _registry = null!;

    public async ValueTask InitializeAsync()
    {
        _registry = await DockerRegistry.StartAsync();
        await _images.SaveAsync(Tests.Platform.TestImages.Base("run"), Name("run"), [], TestContext.Current.CancellationToken);
        _work.WriteLayer("deps", string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{i * i};")), "launch", "cache");
        await AnalyzeAsync("app");
    }

    public async ValueTask DisposeAsync()
    {
        _images.Dispose();
        await _registry.DisposeAsync();
        _work.Dispose();
    }

    [Fact]
    public async Task Each_blob_of_a_new_image_is_sent_once_and_asked_for_once()
    {
        var result = await ExportAsync("app");
        var blobs = result.Layers.Select(layer => layer.Digest).Distinct().Count() + 1;
        Assert.Equal(blobs, await CountAsync("PUT", "/v2/app/blobs/uploads/"));

        // The layers of the run image are in another repository of the registry and are mounted.
        Assert.Equal(blobs, await CountAsync("HEAD", "/v2/app/blobs/"));
        Assert.Equal(1, await CountAsync("PUT", "/v2/app/manifests/"));
    }

    [Fact]
    public async Task An_image_that_did_not_change_sends_nothing()
    {
        await ExportAsync("app");
        await AnalyzeAsync("app");
        var before = await CountAsync("PUT", "/v2/");
        await ExportAsync("app");
        Assert.Equal(before, await CountAsync("PUT", "/v2/"));
    }

    [Fact]
    public async Task A_change_sends_the_changed_layer_and_the_config()
    {
        await ExportAsync("app");
        await AnalyzeAsync("app");
        var before = await CountAsync("PUT", "/v2/app/blobs/uploads/");
        _work.Write("app/main", "changed");
        await ExportAsync("app");
        Assert.Equal(before + 2, await CountAsync("PUT", "/v2/app/blobs/uploads/"));
    }

    [Fact]
    public async Task A_cache_image_takes_its_layers_over_from_the_app_image()
    {
        await ExportAsync("app", new ImageCache(_images, Name("cache"), _work["spool"]));
        Assert.Equal(1, await CountAsync("PUT", "/v2/cache/blobs/uploads/"));
        Assert.Equal(1, await CountAsync("POST", "/v2/cache/blobs/uploads/", "from=app"));
    }

    [Fact]
    public async Task Another_image_takes_cached_layers_over_from_the_cache_image()
    {
        await ExportAsync("app", new ImageCache(_images, Name("cache"), _work["spool"]));
        await AnalyzeAsync("other");
        var result = await ExportAsync("other", new ImageCache(_images, Name("cache"), _work["spool"]));
        Assert.Equal(1, await CountAsync("POST", "/v2/other/blobs/uploads/", "from=cache"));
        Assert.Equal(result.Layers.Select(layer => layer.Digest).Distinct().Count(), await CountAsync("PUT", "/v2/other/blobs/uploads/"));
    }

    private async Task AnalyzeAsync(string repository)
    {
        await _work.InputsAsync();
        var token = TestContext.Current.CancellationToken;
        var app = await _images.FindAsync(Name(repository), null, token);
        var run = await _images.FindAsync(Name("run"), null, token);
        var label = app?.Config.GetLabel(Net.Platform.Labels.LifecycleMetadataLabel.Name);
        var analyzed = new Spec.Documents.AnalyzedToml
        {
            PreviousImage = app?.Identifier ?? "",
            Metadata = label is null ? new Spec.Documents.LifecycleMetadata() : Net.Platform.Labels.LifecycleMetadataLabel.TryParse(label)!,
            RunImage = new Spec.Documents.AnalyzedRunImage { Reference = run!.Identifier, Image = Name("run").Name },
        };
        _work.Write("analyzed.toml", analyzed.ToToml());
    }

    private async Task<ExportResult> ExportAsync(string repository, ILayerCache? cache = null) => await _work.ExportAsync(
        await _work.InputsAsync() with { Images = _images, OutputImage = ImageName.Parse(Name(repository).Name), Cache = cache });

    private ImageReference Name(string repository) => ImageReference.Parse($"{_registry.Host}/{repository}");

    private async Task<int> CountAsync(string method, string path, string query = "")
    {
        var log = await LogAsync();
        return log
            .Select(line => Request().Match(line))
            .Count(request => request.Success && request.Groups[1].Value == method && request.Groups[2].Value.StartsWith(path, StringComparison.Ordinal)
                && request.Groups[2].Value.Contains(query, StringComparison.Ordinal));
    }

    // The log is read from a pipe: what was asked before this question is in it when the question is.
    private async Task<IReadOnlyList<string>> LogAsync()
    {
        var marker = $"marker-{Guid.NewGuid():N}";
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"http://{_registry.Host}/v2/{marker}/tags/list"), TestContext.Current.CancellationToken);
        while (!_registry.Log.Any(line => line.Contains(marker, StringComparison.Ordinal)))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        return [.. _registry.Log];
    }

    // The access log has one line a request in the form of web servers.
    [GeneratedRegex("\"([A-Z]+) (/v2/[^ ]*) HTTP/")]
    private static partial Regex Request();
}
