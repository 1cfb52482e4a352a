using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Build;

/// <summary>What the buildpacks of a group came to. It is written to the layers folder.</summary>
/// <param name="Metadata"><c>config/metadata.toml</c>: processes, labels, slices and who took part.</param>
public sealed record BuildResult(BuildMetadataToml Metadata);
