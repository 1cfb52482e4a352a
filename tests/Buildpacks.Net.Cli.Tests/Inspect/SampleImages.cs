using System.Formats.Tar;
using System.Text;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Cli.Tests.Inspect;

/// <summary>Small images as lifecycles make them, with real layers.</summary>
internal static class SampleImages
{
    /// <summary>The name that apps know their base by.</summary>
    public const string RunImage = "registry.example/base/run:1";

    public const string BuildLabel = "io.buildpacks.build.metadata";

    public const string ProjectLabel = "io.buildpacks.project.metadata";

    private const string Build = """
        {"buildpacks":[{"id":"acme/web","version":"1.2.3","homepage":"https://acme.example/web"},{"id":"acme/tools","version":"0.1"}],
         "launcher":{"version":"0.20.1"},
         "processes":[{"type":"web","command":["dotnet","my app.dll"],"args":["--port","8080"],"direct":true,"buildpackID":"acme/web","working-dir":"/srv"},
                      {"type":"task","command":"rake","args":null,"direct":false,"buildpackID":"acme/tools"}]}
        """;

    /// <summary>A layer with files.</summary>
    public static ImageLayer Layer(params (string Path, string Content)[] files) => Layer(
        [.. files.Select(file => new PaxTarEntry(TarEntryType.RegularFile, file.Path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(file.Content)) })]);

    /// <summary>A layer with any entries.</summary>
    public static ImageLayer Layer(params PaxTarEntry[] entries)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                entry.ModificationTime = DateTimeOffset.UnixEpoch;
                writer.WriteEntry(entry);
            }
        }

        var bytes = tar.ToArray();
        var digest = Digest.Sha256(bytes);
        return new ImageLayer(digest) { Descriptor = new Descriptor("application/vnd.oci.image.layer.v1.tar", digest, bytes.Length), Blob = new MemoryBlob(bytes) };
    }

    /// <summary>A base with two layers.</summary>
    public static NewImage Base(string content, string version = "12") => new()
    {
        Layers = [Layer(("etc/os-release", content)), Layer(("bin/sh", content))],
        Config = new ImageConfig
        {
            Os = "linux",
            Architecture = Oci.Images.Platform.Current.Architecture,
            Created = Timestamp.Reproducible,
            Config = new ContainerConfig
            {
                Labels = new Dictionary<string, string>
                {
                    ["io.buildpacks.base.id"] = "acme.base",
                    ["io.buildpacks.base.distro.name"] = "debian",
                    ["io.buildpacks.base.distro.version"] = version,
                },
            },
        },
    };

    /// <summary>An app on a base.</summary>
    public static NewImage App(NewImage stand, ImageLayer? sbom = null, string runImage = RunImage, string content = "app")
    {
        var layers = (Web: Layer(("layers/acme_web/runtime/bin", content)), App: Layer(("workspace/main", content)), Launcher: Layer(("cnb/lifecycle/launcher", content)));
        var metadata = new LifecycleMetadata
        {
            App = [layers.App.DiffId.ToString()],
            Sbom = sbom?.DiffId.ToString(),
            Launcher = layers.Launcher.DiffId.ToString(),
            Buildpacks =
            [
                new BuildpackLayersMetadata
                {
                    Id = BuildpackId.Parse("acme/web"),
                    Version = "1.2.3",
                    Layers = [new LayerMetadata { Name = LayerName.Parse("runtime"), Sha = layers.Web.DiffId.ToString(), Launch = true, Cache = true }],
                },
            ],
            RunImage = new RunImageMetadata
            {
                TopLayer = stand.Layers[^1].DiffId.ToString(),
                Reference = "registry.example/base/run@sha256:" + new string('1', 64),
                Image = runImage,
                Mirrors = runImage == RunImage ? ["mirror.example/run:1"] : [],
            },
        };
        var image = stand with
        {
            Layers = [.. stand.Layers, layers.Web, .. sbom is null ? (ImageLayer[])[] : [sbom], layers.App, layers.Launcher],
            Config = stand.Config with
            {
                Config = stand.Config.Config with
                {
                    Entrypoint = ["/cnb/process/web"],
                    Env = ["PATH=/cnb/process:/bin", "CNB_PLATFORM_API=0.14", "API_TOKEN=s3cret"],
                },
            },
        };
        return image.WithLabel(LifecycleMetadataLabel.Name, LifecycleMetadataLabel.ToJson(metadata))
            .WithLabel(BuildLabel, Build)
            .WithLabel(ProjectLabel, """{"source":{"type":"git","version":{"commit":"abc123"},"metadata":{"repository":"https://bob:hunter2@git.example/app","refs":["main"]}}}""");
    }

    public static NewImage WithLabel(this NewImage image, string name, string value) => image with { Config = image.Config.WithLabel(name, value) };

    /// <summary>Writes an image into a layout.</summary>
    public static Task<SavedImage> SaveAsync(this NewImage image, string folder, params string[] names) =>
        new OciLayout(folder).SaveAsync(image, names, sparse: false, TestContext.Current.CancellationToken);

    /// <summary>Reads an image of a layout.</summary>
    public static async Task<Image> ReadAsync(string folder, string? name = null) =>
        (await new OciLayout(folder).FindAsync(ImageReference.Parse("layout/image"), name, null, TestContext.Current.CancellationToken))!;
}
