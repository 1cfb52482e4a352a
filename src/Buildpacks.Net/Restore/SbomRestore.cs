using Buildpacks.Net.Caching;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Restore;

/// <summary>
/// Puts the bills of materials of the last build beside the layers they are about: those of the cache, and those the analyzer
/// took from the previous image.
/// </summary>
internal sealed class SbomRestore(RestoreInputs inputs, CacheMetadata cached)
{
    private const uint FileMode = 0x1B6;
    private readonly string _folder = inputs.LayersDirectory + "/sbom";

    /// <summary>Restores the files, and removes the folder they came through.</summary>
    public async Task RunAsync(GroupToml group, CancellationToken cancellationToken)
    {
        if (!inputs.Features.HasSbomLayers || inputs.SkipLayers)
        {
            return;
        }

        await ExtractAsync(cancellationToken).ConfigureAwait(false);
        var buildpacks = group.Group.Select(element => element.Id.FolderName).ToHashSet(StringComparer.Ordinal);
        foreach (var kind in (string[])["cache", "launch"])
        {
            foreach (var buildpack in Names($"{_folder}/{kind}").Where(buildpacks.Contains))
            {
                await CopyAsync($"{_folder}/{kind}/{buildpack}", $"{inputs.LayersDirectory}/{buildpack}", cancellationToken).ConfigureAwait(false);
            }
        }

        PosixFile.RemoveTree(_folder);
    }

    private async Task ExtractAsync(CancellationToken cancellationToken)
    {
        if (cached.Sbom.Length == 0 || inputs.Cache is null)
        {
            return;
        }

        RestoreLog.Sbom(inputs.Log);
        try
        {
            var tar = await inputs.Cache.OpenLayerAsync(Digest.Parse(cached.Sbom), cancellationToken).ConfigureAwait(false);
            await using (tar.ConfigureAwait(false))
            {
                await inputs.Extraction([]).RunAsync(tar, _folder, onEntry: null, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OciException fault)
        {
            RestoreLog.Skipping(inputs.Log, "buildpacksio/lifecycle:cache.sbom", fault.Message);
        }
    }

    private static async Task CopyAsync(string source, string target, CancellationToken cancellationToken)
    {
        if (PosixFile.TryStatus(target) is null)
        {
            return;
        }

        foreach (var layer in Names(source))
        {
            foreach (var file in Names($"{source}/{layer}").Where(IsSbom))
            {
                await CopyFileAsync($"{source}/{layer}/{file}", $"{target}/{layer}.{file}", cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task CopyFileAsync(string source, string target, CancellationToken cancellationToken)
    {
        if (PosixFile.StatusOfLink(source).Type != PosixFileType.Regular)
        {
            return;
        }

        using var from = PosixFile.OpenRead(source);
        using var to = PosixFile.Create(target, FileMode);
        await from.CopyToAsync(to, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsSbom(string name) =>
        name.StartsWith("sbom", StringComparison.Ordinal) && name.EndsWith("json", StringComparison.Ordinal) && name.Length > "sbomjson".Length;

    private static List<string> Names(string folder) =>
        PosixFile.TryStatusOfLink(folder) is { Type: PosixFileType.Directory } ? PosixFile.ReadDirectory(folder) : [];
}
