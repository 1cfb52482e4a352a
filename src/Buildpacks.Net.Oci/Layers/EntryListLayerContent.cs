using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>Made-up entries, in the order given.</summary>
/// <param name="Entries">The entries.</param>
public sealed record EntryListLayerContent(IReadOnlyList<LayerEntry> Entries) : ILayerContent
{
    /// <inheritdoc/>
    public void WriteTo(TarWriter tar, CancellationToken cancellationToken)
    {
        foreach (var entry in Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(tar, entry, cancellationToken);
        }
    }

    private static void Write(TarWriter tar, LayerEntry entry, CancellationToken cancellationToken)
    {
        var header = new TarHeader(entry.Type, entry.Name, entry.Mode, entry.Owner.UserId, entry.Owner.GroupId)
        {
            LinkName = entry.LinkName,
        };
        if (entry.Type != TarEntryType.File)
        {
            tar.WriteEntry(header);
        }
        else if (entry.SourcePath is not { } path)
        {
            tar.WriteFile(entry.Name, entry.Mode, entry.Owner, entry.Content.Span);
        }
        else
        {
            var status = PosixFile.TryStatus(path)
                ?? throw new PosixException("read the status of", path, LibC.NoSuchEntry);
            tar.WriteFile(header with { Size = status.Size }, path, cancellationToken);
        }
    }
}
