using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Export;

/// <summary>
/// Chosen files of a folder that is reached through a link: in the layer the link is the folder itself, since what it leads to is
/// not in the image.
/// </summary>
/// <param name="Directory">The link.</param>
/// <param name="Paths">Paths through it, itself among them.</param>
/// <param name="Options">What of the files becomes part of the layer.</param>
internal sealed record LinkedFolderContent(string Directory, IReadOnlyCollection<string> Paths, EntryOptions Options) : ILayerContent
{
    /// <inheritdoc/>
    public void WriteTo(TarWriter tar, CancellationToken cancellationToken)
    {
        var status = PosixFile.TryStatus(Directory) ?? throw new PosixException("read the app folder", Directory, LibC.NoSuchEntry);
        new FileListLayerContent(Directory, []).WriteTo(tar, cancellationToken);
        tar.WriteDirectory(Directory, status.Permissions, Options.Owner ?? new FileOwner(status.UserId, status.GroupId));
        var files = Paths.Where(path => path != Directory).ToList();
        new FileListLayerContent("/", files) { Options = Options }.WriteTo(tar, cancellationToken);
    }
}
