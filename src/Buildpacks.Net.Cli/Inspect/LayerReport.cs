namespace Buildpacks.Net.Cli.Inspect;

/// <summary>A layer above the base.</summary>
/// <param name="DiffId">Digest of its tar.</param>
/// <param name="Digest">Digest of it as it is stored; null in a daemon.</param>
/// <param name="Size">Bytes of it as it is stored; null in a daemon.</param>
/// <param name="Content">What it is.</param>
internal sealed record LayerReport(string DiffId, string? Digest, long? Size, LayerContent Content);
