using System.Text;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Sdk.Layers;

/// <summary>This buildpack's folder <c>&lt;layers&gt;</c>.</summary>
public sealed class LayersFolder
{
    private const string InputsKey = "inputs";
    private readonly BuildpackLog _log;

    /// <summary>Makes a view of the folder.</summary>
    /// <param name="path">Absolute path of this buildpack's layers folder.</param>
    /// <param name="log">Receives a line for each layer: that it was reused, or why not.</param>
    public LayersFolder(string path, BuildpackLog log)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(log);
        Path = path;
        _log = log;
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>
    /// Provides a layer: takes it over from the last build when its declared inputs are the same, and otherwise calls
    /// <paramref name="create"/> on its folder. The layer's document is written only after <paramref name="create"/> succeeded,
    /// so a build that breaks leaves no half-made layer that the next one would take for good.
    /// </summary>
    /// <param name="definition">Name, types and declared inputs.</param>
    /// <param name="create">Fills <see cref="Layer.Folder"/>, which exists and is empty unless the definition keeps old contents.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">The name is one that the specification reserves: build, launch or store.</exception>
    public async Task<Layer> ProvideAsync(
        LayerDefinition definition, Func<Layer, CancellationToken, Task> create, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(create);
        if (!definition.Name.IsWellFormed)
        {
            throw new ArgumentException($"A layer cannot be called {definition.Name}: that is the name of a document of the buildpack.", nameof(definition));
        }

        var folder = System.IO.Path.Combine(Path, definition.Name.Value);
        var previous = await ReadInputsAsync(folder, cancellationToken).ConfigureAwait(false);
        var layer = Judge(definition, folder, previous);
        Tell(layer);
        if (layer.Outcome != LayerOutcome.Reused)
        {
            Clear(folder, keepContents: definition.KeepContentsOnChange && layer.Outcome == LayerOutcome.InputsChanged);
            await create(layer, cancellationToken).ConfigureAwait(false);
        }

        await WriteDocumentAsync(definition, folder, cancellationToken).ConfigureAwait(false);
        return layer;
    }

    private async Task<Dictionary<string, string>?> ReadInputsAsync(string folder, CancellationToken cancellationToken)
    {
        var document = await ReadDocumentAsync(folder + ".toml", cancellationToken).ConfigureAwait(false);
        return document?.Metadata is TomlTable metadata && metadata.TryGetValue(InputsKey, out var value) && value is TomlTable inputs
            ? inputs.Where(i => i.Value is TomlString).ToDictionary(i => i.Key, i => ((TomlString)i.Value).Value)
            : null;
    }

    private async Task<LayerToml?> ReadDocumentAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await DocumentFile.ReadIfPresentAsync<LayerToml>(path, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentException fault)
        {
            // It only says what the last build did: the layer is made again, and a sound document takes its place.
            _log.Debug($"Leaving the layer of the last build: {fault.Message}");
            return null;
        }
    }

    private static Layer Judge(LayerDefinition definition, string folder, Dictionary<string, string>? previous)
    {
        if (previous is null)
        {
            return new Layer(definition.Name, folder, LayerOutcome.New, []);
        }

        var changed = definition.Inputs.Keys.Union(previous.Keys)
            .Where(name => definition.Inputs.GetValueOrDefault(name) != previous.GetValueOrDefault(name))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (changed.Count > 0)
        {
            return new Layer(definition.Name, folder, LayerOutcome.InputsChanged, changed);
        }

        // A layer that is only in the image is reused there, without its contents; the others have to be here.
        var needsContents = (definition.Types & (LayerTypes.Build | LayerTypes.Cache)) != 0;
        var outcome = needsContents && !Directory.Exists(folder) ? LayerOutcome.ContentsMissing : LayerOutcome.Reused;
        return new Layer(definition.Name, folder, outcome, []);
    }

    private void Tell(Layer layer) => _log.Info(layer.Outcome switch
    {
        LayerOutcome.Reused => $"Layer {layer.Name}: reused, its inputs have not changed",
        LayerOutcome.New => $"Layer {layer.Name}: new",
        LayerOutcome.InputsChanged => $"Layer {layer.Name}: made again, changed: {string.Join(", ", layer.ChangedInputs)}",
        _ => $"Layer {layer.Name}: made again, its contents were not in the cache",
    });

    private static void Clear(string folder, bool keepContents)
    {
        if (Directory.Exists(folder) && !keepContents)
        {
            Directory.Delete(folder, recursive: true);
        }

        // Until the contents are complete, nothing must say that they are.
        File.Delete(folder + ".toml");
        var bomPrefix = folder + ".sbom.";
        foreach (var bom in Directory.GetFiles(System.IO.Path.GetDirectoryName(folder)!)
            .Where(file => file.StartsWith(bomPrefix, StringComparison.Ordinal)))
        {
            File.Delete(bom);
        }

        Directory.CreateDirectory(folder);
    }

    private static Task WriteDocumentAsync(LayerDefinition definition, string folder, CancellationToken cancellationToken)
    {
        var inputs = new TomlTable();
        foreach (var (name, value) in definition.Inputs)
        {
            inputs[name] = value;
        }

        var document = new LayerToml
        {
            Launch = definition.Types.HasFlag(LayerTypes.Launch),
            Build = definition.Types.HasFlag(LayerTypes.Build),
            Cache = definition.Types.HasFlag(LayerTypes.Cache),
            Metadata = new TomlTable { [InputsKey] = inputs },
        };
        return AtomicFile.WriteAsync(folder + ".toml", Encoding.UTF8.GetBytes(document.ToToml()), cancellationToken);
    }
}
