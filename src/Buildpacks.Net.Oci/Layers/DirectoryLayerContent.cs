namespace Buildpacks.Net.Oci.Layers;

/// <summary>
/// A directory and everything in it: its parents from the top, then a walk in which each directory's names are sorted by
/// their bytes and a directory stands before what is in it.
/// </summary>
/// <param name="Path">The absolute path on disk; a link is stored as a link.</param>
public sealed record DirectoryLayerContent(string Path) : ILayerContent
{
    /// <summary>What of the files becomes part of the layer.</summary>
    public EntryOptions Options { get; init; } = new();

    /// <summary>
    /// The directory's absolute path in the archive, when that is not <see cref="Path"/>. Parents are then made up:
    /// mode 0755, owned by root.
    /// </summary>
    public string? ArchivePath { get; init; }

    /// <summary>
    /// Whether entries are in the order of the bytes of their whole paths, instead of each directory followed by all that is in it:
    /// <c>d</c>, <c>d-e</c>, <c>d/f</c> instead of <c>d</c>, <c>d/f</c>, <c>d-e</c>.
    /// </summary>
    public bool SortsByPath { get; init; }

    /// <inheritdoc/>
    public void WriteTo(TarWriter tar, CancellationToken cancellationToken)
    {
        var entries = new DiskEntries(tar, Path, ArchivePath, cancellationToken) { Options = Options };
        entries.WriteParents();
        if (SortsByPath)
        {
            entries.WriteTreeByPath();
        }
        else
        {
            entries.WriteTree();
        }
    }
}
