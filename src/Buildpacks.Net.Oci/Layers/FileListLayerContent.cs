using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>Chosen files of a directory: the directory's parents from the top, then the files in the order of their paths' bytes.</summary>
/// <param name="Directory">The absolute path of the directory on disk; it is itself an entry only when listed.</param>
/// <param name="Paths">Absolute paths on disk, in the directory or the directory itself, in any order.</param>
public sealed record FileListLayerContent(string Directory, IReadOnlyCollection<string> Paths) : ILayerContent
{
    /// <summary>What of the files becomes part of the layer.</summary>
    public EntryOptions Options { get; init; } = new();

    /// <summary>
    /// The directory's absolute path in the archive, when that is not <see cref="Directory"/>. Parents are then made up:
    /// mode 0755, owned by root.
    /// </summary>
    public string? ArchivePath { get; init; }

    /// <inheritdoc/>
    public void WriteTo(TarWriter tar, CancellationToken cancellationToken)
    {
        var entries = new DiskEntries(tar, Directory, ArchivePath, cancellationToken) { Options = Options };
        entries.WriteParents();
        foreach (var path in Paths.Order(PosixText.ByteOrder))
        {
            entries.Write(path);
        }
    }
}
