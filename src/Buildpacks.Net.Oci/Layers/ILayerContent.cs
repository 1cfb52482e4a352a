namespace Buildpacks.Net.Oci.Layers;

/// <summary>The content of a layer, in the order of its archive.</summary>
public interface ILayerContent
{
    /// <summary>
    /// Writes all entries, but not the archive's end. Runs on a thread of its own and may block. It can be called again
    /// for a second pass, and writes the same entries then unless the files have changed.
    /// </summary>
    /// <exception cref="OciException"><see cref="OciErrors.UnreadableSource"/>: a file could not be read.</exception>
    void WriteTo(TarWriter tar, CancellationToken cancellationToken);
}
