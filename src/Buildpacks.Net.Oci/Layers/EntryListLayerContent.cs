namespace Buildpacks.Net.Oci.Layers;

/// <summary>Made-up entries, in the order given.</summary>
/// <param name="Entries">The entries.</param>
public sealed record EntryListLayerContent(IReadOnlyList<LayerEntry> Entries) : ILayerContent
{
    /// <inheritdoc/>
    public void WriteTo(TarWriter tar, CancellationToken cancellationToken) => throw new NotSupportedException();
}
