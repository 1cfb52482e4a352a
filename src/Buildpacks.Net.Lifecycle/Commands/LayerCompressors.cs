using Buildpacks.Net.Oci.Layers;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>The ways to compress layers that a platform can ask for.</summary>
internal static class LayerCompressors
{
    /// <summary>Finds a way by its name.</summary>
    /// <exception cref="LifecycleException">There is none of that name.</exception>
    public static ILayerCompressor Find(string name) => name.ToLowerInvariant() switch
    {
        "none" => new GzipLayerCompressor(LayerCompressionLevel.None),
        "fast" => new GzipLayerCompressor(LayerCompressionLevel.Fast),
        "balanced" => new GzipLayerCompressor(LayerCompressionLevel.Balanced),
        "best" => new GzipLayerCompressor(LayerCompressionLevel.Best),
        _ => throw References.Invalid($"layers cannot be compressed '{name}': -layer-compression (CNB_LAYER_COMPRESSION) is none, fast, balanced or best."),
    };
}
