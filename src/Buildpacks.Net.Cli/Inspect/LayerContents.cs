using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Cli.Inspect;

/// <summary>Tells what the layers of an image are, from its metadata label.</summary>
internal sealed class LayerContents
{
    private static readonly LayerContent Unknown = new("unknown");
    private readonly Dictionary<string, LayerContent> _contents = new(StringComparer.Ordinal);

    public LayerContents(LifecycleMetadata metadata)
    {
        foreach (var buildpack in metadata.Buildpacks)
        {
            foreach (var layer in buildpack.Layers)
            {
                Add(layer.Sha, new LayerContent("buildpack")
                {
                    Buildpack = buildpack.Id.Value,
                    Layer = layer.Name.Value,
                    Types = [.. Types(layer)],
                });
            }
        }

        foreach (var app in metadata.App)
        {
            Add(app, new LayerContent("app"));
        }

        Add(metadata.Launcher, new LayerContent("launcher"));
        Add(metadata.Config, new LayerContent("config"));
        Add(metadata.ProcessTypes, new LayerContent("process-types"));
        Add(metadata.Sbom ?? "", new LayerContent("sbom"));
    }

    /// <summary>Everything that the label names.</summary>
    public IEnumerable<KeyValuePair<string, LayerContent>> Named => _contents;

    /// <summary>What a layer is.</summary>
    public LayerContent Of(string diffId) => _contents.GetValueOrDefault(diffId, Unknown);

    private static IEnumerable<string> Types(LayerMetadata layer)
    {
        if (layer.Launch)
        {
            yield return "launch";
        }

        if (layer.Build)
        {
            yield return "build";
        }

        if (layer.Cache)
        {
            yield return "cache";
        }
    }

    // Two layers of the same bytes are one: the first name is as good as the second.
    private void Add(string diffId, LayerContent content)
    {
        if (diffId.Length > 0)
        {
            _contents.TryAdd(diffId, content);
        }
    }
}
