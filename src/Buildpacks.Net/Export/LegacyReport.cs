using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Export;

/// <summary>The unstructured bills of materials of the build, which report.toml holds before Platform API 0.9.</summary>
internal static class LegacyReport
{
    /// <summary>Reads them from the build.toml of each buildpack.</summary>
    /// <exception cref="LifecycleException">One cannot be read.</exception>
    public static async Task<IReadOnlyList<BomEntry>> ReadAsync(ExportInputs inputs, GroupToml group, CancellationToken cancellationToken)
    {
        if (inputs.Features.LegacyBomIsFile)
        {
            return [];
        }

        var entries = new List<BomEntry>();
        foreach (var element in group.Group)
        {
            var path = BuildpackLayersFolder.PathOf(inputs.LayersDirectory, element) + "/build.toml";
            entries.AddRange((await ReadAsync(path, cancellationToken).ConfigureAwait(false))
                .Select(entry => entry with { Buildpack = new GroupElement { Id = element.Id, Version = element.Version } }));
        }

        return entries;
    }

    private static async Task<IReadOnlyList<BomEntry>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var build = await DocumentFile.ReadIfPresentAsync<BuildToml>(path, cancellationToken).ConfigureAwait(false);
            return build?.Bom ?? [];
        }
        catch (DocumentException fault)
        {
            throw new LifecycleException(fault.Code, FailureKind.Export, fault.Message, fault);
        }
    }
}
