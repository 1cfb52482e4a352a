namespace Buildpacks.Net.Export;

/// <summary>How far a layer is.</summary>
/// <param name="Layer">Which layer (<see cref="ExportedLayer.Identifier"/>).</param>
/// <param name="State">What is done with it.</param>
/// <param name="Bytes">How much of it is read in bytes, uncompressed; all of it once it is ready; null when nothing had to be read.</param>
public sealed record LayerProgress(string Layer, LayerState State, long? Bytes = null);
