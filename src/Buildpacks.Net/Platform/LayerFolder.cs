using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Platform;

/// <summary>A layer in the folder of its buildpack.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Identifier"><c>buildpack-id:name</c>.</param>
/// <param name="Path">Its folder, which need not be there.</param>
/// <param name="Description">Its document; empty when there is none.</param>
/// <param name="Fault">Why the document cannot be used; null when it can.</param>
internal sealed record LayerFolder(LayerName Name, string Identifier, string Path, LayerToml Description, string? Fault)
{
    /// <summary>Whether there is something at <see cref="Path"/>. A link that leads nowhere is nothing.</summary>
    public bool HasContents => PosixFile.TryStatus(Path) is not null;

    /// <summary>Reads the document of a layer.</summary>
    public static async Task<LayerFolder> ReadAsync(BuildpackId buildpack, string path, CancellationToken cancellationToken)
    {
        var name = LayerName.Parse(path[(path.LastIndexOf('/') + 1)..]);
        var identifier = $"{buildpack}:{name}";
        try
        {
            var toml = await DocumentFile.ReadIfPresentAsync<LayerToml>(path + ".toml", cancellationToken).ConfigureAwait(false);
            var fault = toml?.MisplacedType is { } type ? $"'{type}' stands outside of [types] in {path}.toml" : null;
            return new LayerFolder(name, identifier, path, toml ?? new LayerToml(), fault);
        }
        catch (DocumentException fault)
        {
            return new LayerFolder(name, identifier, path, new LayerToml(), fault.Message);
        }
    }
}
