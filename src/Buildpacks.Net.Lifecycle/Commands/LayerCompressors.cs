using Buildpacks.Net.Oci.Layers;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>The ways to compress layers that a platform can ask for.</summary>
internal static class LayerCompressors
{
    /// <summary>Finds the way that was asked for.</summary>
    /// <exception cref="LifecycleException">There is none of that name, or the image goes where it cannot be read.</exception>
    public static ILayerCompressor Choose(PlatformSettings settings)
    {
        var compressor = Find(settings.LayerCompression);
        if (!settings.UseDaemon)
        {
            return compressor;
        }

        if (compressor is ZstdLayerCompressor)
        {
            throw References.Invalid(
                "a Docker daemon cannot take layers compressed with zstd: leave out -layer-compression (CNB_LAYER_COMPRESSION) with -daemon, or export to a registry.");
        }

        // A daemon wants tars; only a cache image needs them compressed.
        return settings.CacheImage is { Length: > 0 } ? compressor : new NoLayerCompressor();
    }

    private static ILayerCompressor Find(string name) => name.ToLowerInvariant() switch
    {
        "none" => new GzipLayerCompressor(LayerCompressionLevel.None),
        "fast" => new GzipLayerCompressor(LayerCompressionLevel.Fast),
        "balanced" => new GzipLayerCompressor(LayerCompressionLevel.Balanced),
        "best" => new GzipLayerCompressor(LayerCompressionLevel.Best),
        "zstd" => new ZstdLayerCompressor(),
        _ => throw References.Invalid($"layers cannot be compressed '{name}': -layer-compression (CNB_LAYER_COMPRESSION) is none, fast, balanced, best or zstd."),
    };
}
