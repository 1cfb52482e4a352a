using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Untouched;

/// <summary>Tells which layers nobody has touched since they were restored.</summary>
/// <param name="layersDirectory">The layers folder.</param>
internal sealed class UntouchedLayers(string layersDirectory)
{
    private const uint MadeUpMode = 0x1ED;

    /// <summary>What the archive of a layer is known to be without reading the layer.</summary>
    /// <returns>Null when that is not known, and the layer has to be read.</returns>
    public LayerDigest? Find(ILayerContent? content, CancellationToken cancellationToken)
    {
        if (content is not DirectoryLayerContent { Options: { NormalizeModes: false, KeepExtendedAttributes: false } } folder
            || !folder.Path.StartsWith(layersDirectory + "/", StringComparison.Ordinal)
            || LayerRecord.TryRead(LayerRecord.PathOf(layersDirectory, folder.Path)) is not { } record)
        {
            return null;
        }

        return record.Owner == folder.Options.Owner
            && ParentsMatch(record, folder)
            && record.Files.Match(folder.Path, cancellationToken)
                ? new LayerDigest(record.DiffId, record.UncompressedSize)
                : null;
    }

    /// <summary>Whether the archive's entries above the layer would be the same again.</summary>
    private static bool ParentsMatch(LayerRecord record, DirectoryLayerContent folder)
    {
        var place = folder.ArchivePath ?? folder.Path;
        var depth = place.Count(letter => letter == '/') - 1;
        return record.Parents.Count == depth && record.Parents.All(parent =>
            place.StartsWith(parent.Path + "/", StringComparison.Ordinal)
            && (folder.ArchivePath is null ? MatchesDisk(parent) : parent is { Mode: MadeUpMode } && parent.Owner == FileOwner.Root));
    }

    private static bool MatchesDisk(RecordedParent parent) =>
        PosixFile.TryStatus(parent.Path) is { Type: PosixFileType.Directory } status
        && status.Permissions == parent.Mode
        && new FileOwner(status.UserId, status.GroupId) == parent.Owner;
}
