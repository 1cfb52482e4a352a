namespace Buildpacks.Net.Oci.Images;

/// <summary>The two documents of a new image, ready to be stored.</summary>
/// <param name="Config">The config's bytes; the manifest's config descriptor names them.</param>
/// <param name="Manifest">The manifest.</param>
public sealed record AssembledImage(ReadOnlyMemory<byte> Config, ImageManifest Manifest);
