using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Build;

/// <summary>A layer that a buildpack described.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Directory">Absolute path of its folder, which need not be there.</param>
/// <param name="Document">What it is for.</param>
internal sealed record BuiltLayer(LayerName Name, string Directory, LayerToml Document);
