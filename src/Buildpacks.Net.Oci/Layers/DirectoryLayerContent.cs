namespace Buildpacks.Net.Oci.Layers;

/// <summary>
/// A directory and everything in it: its parents from the top, then a walk in which each directory's names are sorted by
/// their bytes and a directory stands before what is in it.
/// </summary>
/// <param name="Path">The absolute path on disk; a link is stored as a link.</param>
public sealed record DirectoryLayerContent(string Path) : ILayerContent
{
    /// <summary>The owner of the directory and of everything in it; null keeps what is on disk.</summary>
    public FileOwner? Owner { get; init; }

    /// <summary>
    /// The directory's absolute path in the archive, when that is not <see cref="Path"/>. Parents are then made up:
    /// mode 0755, owned by root.
    /// </summary>
    public string? ArchivePath { get; init; }

    /// <summary>
    /// Whether modes are made independent of the umask they were created with: 0755 for directories and executables,
    /// 0644 for other files.
    /// </summary>
    public bool NormalizeModes { get; init; }

    /// <inheritdoc/>
    public void WriteTo(TarWriter tar, CancellationToken cancellationToken)
    {
        var entries = new DiskEntries(tar, Path, ArchivePath, cancellationToken)
        {
            Owner = Owner,
            NormalizeModes = NormalizeModes,
        };
        entries.WriteParents();
        entries.WriteTree(entries.Root);
    }
}
