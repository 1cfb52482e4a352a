using Buildpacks.Net.Sdk.Layers;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Sdk.Testing;

/// <summary>A layer that a build made or took over.</summary>
/// <param name="Buildpack">Whose it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Document">Its <c>LAYER.toml</c>, metadata included.</param>
/// <param name="Folder">
/// Absolute path of its contents. The folder does not exist for a launch layer that stays as it is in the previous image.
/// </param>
public sealed record TestedLayer(BuildpackId Buildpack, LayerName Name, LayerToml Document, string Folder)
{
    private static readonly string[] VariableFolders = ["env", "env.build", "env.launch"];

    /// <summary>What it is for.</summary>
    public LayerTypes Types =>
        (Document.Launch ? LayerTypes.Launch : 0) | (Document.Build ? LayerTypes.Build : 0) | (Document.Cache ? LayerTypes.Cache : 0);

    /// <summary>Whether its contents are there, rather than only in the previous image.</summary>
    public bool HasContents => Directory.Exists(Folder);

    /// <summary>
    /// The files that set variables, by their path in the layer, such as <c>env.launch/NAME.default</c>, with their exact contents.
    /// </summary>
    public IReadOnlyDictionary<string, string> ReadVariables() => VariableFolders
        .Select(folder => Path.Combine(Folder, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .ToDictionary(file => Path.GetRelativePath(Folder, file), File.ReadAllText);
}
