using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Build;

/// <summary>The folder <c>&lt;layers&gt;/sbom</c>, from which the exporter makes layers of bills of materials (Platform API, builder).</summary>
internal sealed class SbomFolder(string layersDirectory)
{
    private readonly string _path = layersDirectory + "/sbom";

    /// <summary>Removes what an earlier build or the analyzer left.</summary>
    public void Clear() => PosixFile.RemoveTree(_path);

    /// <summary>Copies the files of the buildpacks.</summary>
    public async Task CopyAsync(IEnumerable<SbomFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            var target = $"{_path}/{file.Target}";
            PosixFile.MakeDirectories(Path.GetDirectoryName(target)!);
            var source = PosixFile.OpenRead(file.Source);
            await using (source.ConfigureAwait(false))
            {
                var copy = PosixFile.Create(target, 0x1B6);
                await using (copy.ConfigureAwait(false))
                {
                    await source.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Writes the unstructured bills of materials of old buildpacks.</summary>
    public async Task WriteLegacyAsync(IReadOnlyList<BomEntry> build, IReadOnlyList<BomEntry> launch, CancellationToken cancellationToken)
    {
        await AtomicFile.WriteAsync($"{_path}/launch/sbom.legacy.json", LegacyBom.ToJson(launch), cancellationToken).ConfigureAwait(false);
        await AtomicFile.WriteAsync($"{_path}/build/sbom.legacy.json", LegacyBom.ToJson(build), cancellationToken).ConfigureAwait(false);
    }
}
