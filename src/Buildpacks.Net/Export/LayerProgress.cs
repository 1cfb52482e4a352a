namespace Buildpacks.Net.Export;

/// <summary>How far a layer is.</summary>
/// <param name="Layer">Which layer (<see cref="ExportedLayer.Identifier"/>).</param>
/// <param name="State">What is done with it.</param>
/// <param name="Bytes">Its size in bytes, uncompressed, once it is known.</param>
public sealed record LayerProgress(string Layer, LayerState State, long? Bytes = null);
