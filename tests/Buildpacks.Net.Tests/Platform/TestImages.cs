using System.Text;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform.Labels;

namespace Buildpacks.Net.Tests.Platform;

/// <summary>Small images for the tests of phases that only move layers about.</summary>
internal static class TestImages
{
    /// <summary>A layer with some content; it is its own compressed form.</summary>
    public static ImageLayer Layer(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var digest = Digest.Sha256(bytes);
        return new ImageLayer(digest)
        {
            Descriptor = new Descriptor(MediaTypes.OciLayer, digest, bytes.Length),
            Blob = new MemoryBlob(bytes),
        };
    }

    /// <summary>A base image with one layer and labels.</summary>
    public static NewImage Base(string content, params (string Name, string Value)[] labels) => new()
    {
        Layers = [Layer(content)],
        Config = new ImageConfig
        {
            Os = "linux",
            Architecture = "amd64",
            Config = new ContainerConfig { Labels = labels.ToDictionary(label => label.Name, label => label.Value) },
        },
    };

    /// <summary>An app image on a base, with one layer of its own.</summary>
    public static NewImage App(NewImage @base, string metadata, string platformApi = "0.14")
    {
        var labels = new Dictionary<string, string>(@base.Config.Config.Labels) { [LifecycleMetadataLabel.Name] = metadata };
        return @base with
        {
            Layers = [.. @base.Layers, Layer("app")],
            Config = @base.Config with
            {
                Author = "somebody",
                Config = @base.Config.Config with { Labels = labels, Env = [$"CNB_PLATFORM_API={platformApi}"], User = "1000" },
            },
        };
    }

    /// <summary>The label of an app on a base that was named by <paramref name="image"/>.</summary>
    public static string Metadata(NewImage @base, string image) =>
        $$$"""{"app":[],"future":{"kept":1.50},"runImage":{"topLayer":"{{{@base.Layers[^1].DiffId}}}","reference":"old","image":"{{{image}}}"}}""";

    /// <summary>Writes an image and gives it back as the store knows it.</summary>
    public static async Task<Image> SaveAsync(this IImageStore store, NewImage image, string name)
    {
        var reference = ImageReference.Parse(name);
        await store.SaveAsync(image, reference, [], TestContext.Current.CancellationToken);
        return (await store.FindAsync(reference, null, TestContext.Current.CancellationToken))!;
    }
}
