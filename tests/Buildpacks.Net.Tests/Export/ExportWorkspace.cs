using Buildpacks.Net.Caching;
using Buildpacks.Net.Export;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Restore;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.Tests.Execution;
using Buildpacks.Net.Tests.Platform;

namespace Buildpacks.Net.Tests.Export;

/// <summary>Folders and images for exports and restores: one buildpack, "acme/tool", whose layers tests write by hand.</summary>
internal sealed class ExportWorkspace : IDisposable
{
    public const string AppName = "a.test/app";

    private readonly TemporaryFolder _folder = new();

    public ExportWorkspace()
    {
        foreach (var name in (string[])["layers/config", "app", "cache", "spool", "buildpack"])
        {
            Directory.CreateDirectory(_folder[name]);
        }

        Write("launcher", "#!launcher");
        Write("layers/config/metadata.toml", "");
        Write("app/main", "hello");
    }

    public string Path => _folder.Path;

    public RecordingLog Log { get; } = new();

    public LayoutImageStore Store => new(this["images"]);

    public string LayersFolder => this["layers"];

    public string Committed => this["cache/committed"];

    public string this[string name] => _folder[name];

    public void Dispose()
    {
        WritableTree.Remove(_folder.Path);
        _folder.Dispose();
    }

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
    }

    /// <summary>Writes a layer with one file.</summary>
    public void WriteLayer(string name, string content, params string[] types)
    {
        Write($"layers/acme_tool/{name}/file", content);
        Describe(name, types);
    }

    /// <summary>Writes the document of a layer only.</summary>
    public void Describe(string name, params string[] types) =>
        Write($"layers/acme_tool/{name}.toml", "[types]\n" + string.Concat(types.Select(type => $"{type} = true\n")) + "[metadata]\nv = 1\n");

    public void Metadata(string toml) => Write("layers/config/metadata.toml", toml);

    /// <summary>What a new build finds: an empty layers folder.</summary>
    public void Clean()
    {
        WritableTree.Remove(LayersFolder);
        Directory.CreateDirectory(this["layers/config"]);
        Metadata("");
    }

    public async Task<ExportInputs> InputsAsync(string api = "0.14")
    {
        var group = new GroupToml { Group = [new GroupElement { Id = BuildpackId.Parse("acme/tool"), Version = "1", Api = "0.12" }] };
        Write("group.toml", group.ToToml());
        if (!File.Exists(this["analyzed.toml"]))
        {
            await AnalyzedAsync();
        }

        return new ExportInputs
        {
            Features = PlatformFeatures.For(ApiVersion.Parse(api)),
            Images = Store,
            OutputImage = ImageName.Parse(AppName),
            AppDirectory = this["app"],
            LayersDirectory = LayersFolder,
            GroupPath = this["group.toml"],
            AnalyzedPath = this["analyzed.toml"],
            ReportPath = this["report.toml"],
            LauncherPath = this["launcher"],
            LifecycleSbomDirectory = this["no-sboms"],
            Owner = new FileOwner(1234, 4321),
            SpoolDirectory = this["spool"],
            Log = Log,
        };
    }

    public async Task<ExportInputs> CachingInputsAsync() =>
        await InputsAsync() with { Cache = new VolumeCache(this["cache"]) };

    public async Task<ExportResult> ExportAsync(ExportInputs? inputs = null) =>
        await ExportPhase.RunAsync(inputs ?? await InputsAsync(), TestContext.Current.CancellationToken);

    /// <summary>Writes the analyzed.toml that an analysis of the app image would write.</summary>
    public async Task<AnalyzedToml> AnalyzedAsync()
    {
        var token = TestContext.Current.CancellationToken;
        var run = await Store.FindAsync(ImageReference.Parse("a.test/run"), cancellationToken: token) is { } found
            ? found.Identifier
            : (await Store.SaveAsync(TestImages.Base("run"), "a.test/run")).Identifier;
        var app = await AppAsync();
        var label = app?.Config.GetLabel(Net.Platform.Labels.LifecycleMetadataLabel.Name);
        var analyzed = new AnalyzedToml
        {
            PreviousImage = app?.Identifier ?? "",
            Metadata = label is null ? new LifecycleMetadata() : Net.Platform.Labels.LifecycleMetadataLabel.TryParse(label)!,
            RunImage = new AnalyzedRunImage { Reference = run, Image = "a.test/run" },
        };
        Write("analyzed.toml", analyzed.ToToml());
        return analyzed;
    }

    public Task<Image?> AppAsync() =>
        Store.FindAsync(ImageReference.Parse(AppName), cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>The entries of a layer of the app image, by the words of its history.</summary>
    public async Task<IReadOnlyList<TarHeader>> EntriesAsync(string createdBy)
    {
        var token = TestContext.Current.CancellationToken;
        var app = await AppAsync();
        var layer = app!.Layers.Single(layer => layer.History!.CreatedBy.StartsWith(createdBy, StringComparison.Ordinal));
        using var tar = new TarReader(await layer.OpenTarAsync(token));
        var entries = new List<TarHeader>();
        while (await tar.ReadAsync(token) is { } header)
        {
            entries.Add(header);
        }

        return entries;
    }

    public async Task<RestoreResult> RestoreAsync(
        string api = "0.14", bool skipLayers = false, ILayerCache? cache = null, CancellationToken? cancellationToken = null)
    {
        await InputsAsync();
        return await RestorePhase.RunAsync(
            new RestoreInputs
            {
                Features = PlatformFeatures.For(ApiVersion.Parse(api)),
                Cache = cache ?? new VolumeCache(this["cache"]),
                LayersDirectory = LayersFolder,
                GroupPath = this["group.toml"],
                AnalyzedPath = this["analyzed.toml"],
                SkipLayers = skipLayers,
                Log = Log,
            },
            cancellationToken ?? TestContext.Current.CancellationToken);
    }
}
