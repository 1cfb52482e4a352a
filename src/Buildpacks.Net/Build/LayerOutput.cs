using Buildpacks.Net.Execution;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Env;
using Buildpacks.Net.Spec.Ids;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Build;

/// <summary>Takes over the layers that a buildpack made (Buildpack API, layers).</summary>
internal sealed class LayerOutput(Component buildpack, string layersDirectory, ILogger log)
{
    private const string Suffix = ".toml";

    /// <summary>
    /// Reads the layers in the order of their files, and sets those aside that are for nothing, so that nobody takes them for real.
    /// </summary>
    /// <exception cref="LifecycleException">A layer's document or folder cannot be used.</exception>
    public async Task<IReadOnlyList<BuiltLayer>> TakeAsync(CancellationToken cancellationToken)
    {
        var layers = new List<BuiltLayer>();
        foreach (var name in FindLayers())
        {
            var layer = await ReadAsync(name, cancellationToken).ConfigureAwait(false);
            if (layer.Document is { Build: false, Launch: false, Cache: false })
            {
                SetAside(layer);
            }

            layers.Add(layer);
        }

        return layers;
    }

    /// <summary>What a layer that is there for later buildpacks does to their environment.</summary>
    /// <exception cref="LifecycleException">A layer is no folder, or a file of variables in it cannot be read.</exception>
    public EnvironmentVariables AddTo(EnvironmentVariables variables, IEnumerable<BuiltLayer> layers)
    {
        var forBuild = layers.Where(layer => layer.Document.Build).ToList();
        if (forBuild.Find(layer => PosixFile.TryStatus(layer.Directory) is { Type: not PosixFileType.Directory }) is { } wrong)
        {
            throw BuildFault.Unusable(buildpack, $"the layer {wrong.Directory} is for build, but it is no folder");
        }

        try
        {
            return forBuild.Aggregate(variables, (before, layer) =>
                BuildEnvironment.AddLayer(before, LayerEnvironment.ReadForBuild(layer.Directory)));
        }
        catch (EnvironmentFileException fault)
        {
            throw BuildFault.Unusable(buildpack, fault.Message, fault);
        }
    }

    /// <summary>The names in the folder of a buildpack, which may have removed it.</summary>
    public static IReadOnlyList<string> FilesIn(string directory) =>
        PosixFile.TryStatus(directory) is null ? [] : PosixFile.ReadDirectory(directory);

    private IEnumerable<LayerName> FindLayers()
    {
        foreach (var name in FilesIn(layersDirectory).Where(name => name.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            if (LayerName.TryParse(name[..^Suffix.Length], out var layer)
                && PosixFile.StatusOfLink($"{layersDirectory}/{name}").Type != PosixFileType.Directory)
            {
                yield return layer;
            }
        }
    }

    private async Task<BuiltLayer> ReadAsync(LayerName name, CancellationToken cancellationToken)
    {
        var directory = $"{layersDirectory}/{name}";
        LayerToml document;
        try
        {
            document = await DocumentFile.ReadIfPresentAsync<LayerToml>(directory + Suffix, cancellationToken).ConfigureAwait(false)
                ?? new LayerToml();
        }
        catch (DocumentException fault)
        {
            throw BuildFault.Unusable(buildpack, fault.Message, fault);
        }

        return document.MisplacedType is null
            ? new BuiltLayer(name, directory, document)
            : throw BuildFault.Unusable(buildpack, $"{directory}{Suffix}: '{document.MisplacedType}' must be in the table [types]");
    }

    private void SetAside(BuiltLayer layer)
    {
        var aside = layer.Directory + ".ignore";
        if (PosixFile.TryStatusOfLink(layer.Directory) is null)
        {
            return;
        }

        if (PosixFile.TryStatusOfLink(aside) is { Type: PosixFileType.Directory })
        {
            throw BuildFault.Unusable(buildpack, $"the layer {layer.Name} is to be set aside, but there is a folder {aside} already");
        }

        PosixFile.Rename(layer.Directory, aside);
        BuildLog.SetAside(log, layer.Directory);
    }
}
