using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>A layer that <see cref="LayerWriter"/> has made: its spool file and all its numbers.</summary>
/// <param name="DiffId">The digest of the uncompressed tar.</param>
/// <param name="UncompressedSize">The length of the uncompressed tar in bytes.</param>
/// <param name="Descriptor">Names the bytes of the spool file, in OCI's media types.</param>
/// <param name="Path">The spool file. Whoever asked for the layer removes it.</param>
public sealed record BuiltLayer(Digest DiffId, long UncompressedSize, Descriptor Descriptor, string Path)
{
    /// <summary>The digest of the spool file.</summary>
    public Digest Digest => Descriptor.Digest;

    /// <summary>The length of the spool file in bytes.</summary>
    public long Size => Descriptor.Size;

    /// <summary>The layer as part of an image.</summary>
    public ImageLayer ToImageLayer(HistoryEntry? history = null) => new(DiffId)
    {
        Descriptor = Descriptor,
        Blob = new FileBlob(Path, Descriptor) { IsFresh = true },
        History = history,
    };
}
