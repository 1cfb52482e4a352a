namespace Buildpacks.Net.Oci.Layers;

/// <summary>A way to compress layers. Its output depends on nothing but its input.</summary>
public interface ILayerCompressor
{
    /// <summary>The OCI media type of layers compressed so.</summary>
    string MediaType { get; }

    /// <summary>
    /// Names the bytes it gives: another name whenever the same content would be compressed to other bytes. Lower-case letters,
    /// digits and dashes.
    /// </summary>
    string Name { get; }

    /// <summary>A stream that compresses what is written to it; disposing it completes the output, which stays open.</summary>
    Stream Compress(Stream output);
}
