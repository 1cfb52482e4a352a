using Buildpacks.Net.Execution;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Build;

/// <summary>
/// Finds the software bills of materials that a buildpack wrote: <c>launch.sbom.cdx.json</c>, <c>build.sbom.spdx.json</c>,
/// <c>&lt;layer&gt;.sbom.syft.json</c> (Buildpack API, Bill-of-Materials).
/// </summary>
internal sealed class SbomOutput(Component buildpack, BuildpackId id, string layersDirectory)
{
    private const string Mark = ".sbom.";
    private const string Json = ".json";
    private static readonly (string Name, string MediaType)[] Formats =
    [
        ("sbom.cdx.json", "application/vnd.cyclonedx+json"),
        ("sbom.spdx.json", "application/spdx+json"),
        ("sbom.syft.json", "application/vnd.syft+json"),
    ];

    /// <summary>Whether a file is a bill of materials by its name.</summary>
    public static bool IsSbom(string name)
    {
        var mark = name.IndexOf(Mark, StringComparison.Ordinal);
        return mark >= 0 && name.EndsWith(Json, StringComparison.Ordinal) && mark + Mark.Length + Json.Length <= name.Length;
    }

    /// <summary>Finds the files. Those of layers that the buildpack does not describe are left out.</summary>
    /// <exception cref="LifecycleException">A file is in a format that buildpack.toml does not declare.</exception>
    public IReadOnlyList<SbomFile> Find(IReadOnlyList<BuiltLayer> layers) =>
        [.. LayerOutput.FilesIn(layersDirectory).Where(IsSbom).SelectMany(name => Sort(name, layers))];

    private IEnumerable<SbomFile> Sort(string file, IReadOnlyList<BuiltLayer> layers)
    {
        // Names of layers may have dots; a name that is none is read up to its first dot, as it was before.
        var whole = file[..file.LastIndexOf(Mark, StringComparison.Ordinal)];
        var name = IsKnown(whole, layers) ? whole : file[..file.IndexOf('.', StringComparison.Ordinal)];
        if (name is "launch" or "build")
        {
            return [Describe(file, null, name)];
        }

        if (layers.FirstOrDefault(layer => layer.Name.Value == name) is not { } found)
        {
            return [];
        }

        var main = Describe(file, found.Name, found.Document.Launch ? "launch" : "build");
        return found.Document.Cache ? [main, main with { Kind = "cache" }] : [main];
    }

    private static bool IsKnown(string name, IReadOnlyList<BuiltLayer> layers) =>
        name is "launch" or "build" || layers.Any(layer => layer.Name.Value == name);

    private SbomFile Describe(string file, LayerName? layer, string kind)
    {
        var path = $"{layersDirectory}/{file}";
        var format = Array.Find(Formats, format => file.EndsWith("." + format.Name, StringComparison.Ordinal));
        if (format.Name is null)
        {
            throw BuildFault.Unusable(buildpack, $"{path} is in no known format of bills of materials; name it .cdx.json, .spdx.json or .syft.json");
        }

        if (PosixFile.TryStatus(path) is not { Type: PosixFileType.Regular })
        {
            throw BuildFault.Unusable(buildpack, $"{path} is no file");
        }

        var declared = buildpack.Descriptor.Info.SbomFormats.Select(type => type.Split(';')[0].Trim());
        return declared.Contains(format.MediaType, StringComparer.OrdinalIgnoreCase)
            ? new SbomFile(path, id, layer, kind, format.Name)
            : throw BuildFault.Unusable(buildpack, $"{path} is {format.MediaType}, which 'sbom-formats' in its buildpack.toml does not declare");
    }
}
