using Buildpacks.Net.Oci.Content;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>
/// Zstandard (RFC 8878), on one processor a layer. Smaller and sooner than gzip at the same level of trouble, but an image with such
/// layers has OCI media types, and not everything reads it: a Docker daemon needs containerd's image store. The bytes are equal as
/// long as the version of the zstd library is; <see cref="Name"/> tells it.
/// </summary>
public sealed class ZstdLayerCompressor : ILayerCompressor
{
    private readonly int _level;

    /// <summary>Makes a compressor.</summary>
    /// <param name="level">How hard to compress: 1 to 19.</param>
    public ZstdLayerCompressor(int level = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 19);
        _level = level;
    }

    /// <inheritdoc/>
    public string MediaType => MediaTypes.OciLayerZstd;

    /// <inheritdoc/>
    public string Name => $"zstd-{_level}-{Methods.ZSTD_versionNumber()}";

    /// <inheritdoc/>
    public Stream Compress(Stream output) => new CompressionStream(output, _level, leaveOpen: true);
}
